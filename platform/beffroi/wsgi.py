"""What a WSGI server loads: `beffroi.wsgi:app`."""

from beffroi import create_app
from beffroi.core import logs

logs.configure(json=True)
app = create_app()
