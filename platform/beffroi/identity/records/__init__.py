"""What identity keeps of people, table by table; the person comes last, so that it goes last."""

from beffroi.identity.records.accounts import ACCOUNTS, PEOPLE
from beffroi.identity.records.acting import ACTING
from beffroi.identity.records.programs import PROGRAMS
from beffroi.identity.records.proofs import PROOFS
from beffroi.identity.records.ways_in import WAYS_IN

RECORDS = (*ACTING, *PROOFS, *PROGRAMS, *WAYS_IN, *ACCOUNTS, *PEOPLE)
