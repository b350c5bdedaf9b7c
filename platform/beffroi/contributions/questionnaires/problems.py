"""What can go wrong with a questionnaire, said so that a person knows what to do now."""

from beffroi.core.i18n import lazy
from beffroi.core.problems import Conflict, Forbidden, PreconditionFailed

UNKNOWN = lazy("Ce questionnaire n’existe pas.")
NOTHING_ANSWERED = lazy("Répondez au moins à une question.")
TITLE_BLANK = lazy("Donnez un titre au questionnaire.")
BAD_RESULTS = lazy("Choisissez quand les résultats sont publics.")
RESULTS_NOT_PUBLIC = lazy("Les résultats de ce questionnaire ne sont pas publics pour le moment.")
BAD_ANONYMOUS = lazy(
    "Les résultats d’un questionnaire sans nom sont publics après la clôture : en les suivant "
    "réponse par réponse, on saurait qui a dit quoi."
)
NO_SUCH_QUESTION = lazy("Cette question n’existe pas.")
NOT_RESPONSES = lazy("Nous attendons ici les réponses, question par question.")

ASKED_ELSEWHERE = lazy("Ce questionnaire est celui d’un autre contrat de ville.")


class AnsweredBefore(Conflict):
    """For somebody whose answers have no name: the first ones stand."""

    code = "answered_before"
    title = lazy("Cette personne a déjà répondu")
    detail = lazy("Ses réponses n’ont pas de nom : les premières comptent, rien n’a été ajouté.")


class QuestionnaireClosed(Conflict):
    code = "questionnaire_closed"
    title = lazy("On ne peut pas répondre en ce moment")
    detail = lazy("Ce questionnaire n’est pas encore ouvert, ou il est terminé.")


class QuestionnaireFrozen(Conflict):
    code = "questionnaire_frozen"
    title = lazy("Les questions ne changent plus")
    detail = lazy(
        "Une personne a déjà répondu : pour que toutes les réponses se comparent, les questions "
        "restent ce qu’elles sont. Vous pouvez ajouter un autre questionnaire."
    )


class QuestionsChanged(PreconditionFailed):
    code = "questions_changed"
    title = lazy("Les questions viennent de changer")
    detail = lazy("Relisez-les, puis envoyez vos réponses.")


class ProofNeededFirst(Forbidden):
    """An anonymous sheet could not be found again to be counted later."""

    code = "proof_needed_first"
    title = lazy("Il faut d’abord faire la preuve demandée")
    detail = lazy(
        "Vos réponses n’auront pas de nom : on ne pourra pas les retrouver pour les compter plus "
        "tard. Faites d’abord la preuve que l’appel demande, puis répondez."
    )


class AnswersHaveNoName(Conflict):
    code = "answers_have_no_name"
    title = lazy("Vos réponses n’ont pas de nom")
    detail = lazy("Personne ne peut les retrouver, ni pour les montrer, ni pour les changer.")


class TooFewAnswers(Conflict):
    code = "too_few_answers"
    title = lazy("Trop peu de réponses pour les montrer")
    detail = lazy(
        "Ces réponses n’ont pas de nom. Tant qu’elles sont trop peu nombreuses, on pourrait "
        "deviner qui a répondu quoi : elles restent fermées à tout le monde."
    )
