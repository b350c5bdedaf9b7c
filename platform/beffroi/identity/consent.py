"""What a relay reads aloud before noting anything for somebody, in each of its versions.

A version is never changed once it has been read to a person: a new text has a new name.
"""

from dataclasses import dataclass
from enum import StrEnum

Sentences = tuple[str, ...]


class About(StrEnum):
    """What a text was read for: to answer a questionnaire is not to write in public."""

    WORDS = "words"
    ANSWERS = "answers"
    NAMELESS = "nameless"


@dataclass(frozen=True)
class Consent:
    """A text to read aloud, in each language: one idea a line, as easy-to-read texts do."""

    version: str
    texts: dict[str, Sentences]
    about: About = About.WORDS

    def sentences(self, language: str) -> Sentences:
        """The text in this language, in French where it is not written in it."""
        return self.texts.get(language) or self.texts["fr"]


NOVEMBER_2026 = Consent(
    "2026-11",
    {
        "fr": (
            "Je suis relais dans votre quartier.",
            "Je peux noter votre parole à votre place, sur le site de participation.",
            "Une idée est d’abord relue. Ensuite, tout le monde peut la lire.",
            "Un soutien est seulement compté.",
            "Votre nom n’est pas obligatoire.",
            "Sans nom, on lira « Une habitante ou un habitant », avec votre quartier.",
            "Nous gardons ce que vous dites, le quartier, le lieu, la date et mon nom.",
            "Nous ne gardons ni votre adresse, ni votre téléphone.",
            "Je vous donne un reçu avec un code.",
            "Avec ce code, vous pouvez tout relire.",
            "Vous pouvez dire que ce n’est pas ce que vous avez dit, ou l’enlever.",
            "Vous pouvez dire non, ou changer d’avis plus tard : cela ne change rien pour vous.",
            "Êtes-vous d’accord ?",
        ),
        "en": (
            "I am a relay in your neighbourhood.",
            "I can write down what you say for you, on the participation site.",
            "An idea is first read by somebody. Then everyone can read it.",
            "A support is only counted.",
            "You do not have to give your name.",
            "Without it, people will read “A resident”, with your neighbourhood.",
            "We keep what you say, the neighbourhood, the place, the date and my name.",
            "We keep neither your address nor your phone number.",
            "I will give you a receipt with a code.",
            "With this code, you can read it all again.",
            "You can say that this is not what you said, or remove it.",
            "You may say no, or change your mind later: it changes nothing for you.",
            "Do you agree?",
        ),
    },
)

ANSWERS = Consent(
    "2026-11-reponses",
    {
        "fr": (
            "Je suis relais dans votre quartier.",
            "Je peux entrer vos réponses à votre place, sur le site de participation.",
            "Elles sont comptées. On en publie des chiffres, jamais vos textes.",
            "Votre nom n’est pas obligatoire.",
            "Nous gardons vos réponses, le quartier, le lieu, la date et mon nom.",
            "Nous ne gardons ni votre adresse, ni votre téléphone.",
            "Je vous donne un reçu avec un code.",
            "Avec ce code, vous pouvez dire que ce n’est pas ce que vous avez répondu.",
            "Vous pouvez aussi retirer vos réponses, tant que le questionnaire est ouvert.",
            "Vous pouvez dire non, ou changer d’avis plus tard : cela ne change rien pour vous.",
            "Êtes-vous d’accord ?",
        ),
        "en": (
            "I am a relay in your neighbourhood.",
            "I can enter your answers for you, on the participation site.",
            "They are counted. Figures are published, never what you write.",
            "You do not have to give your name.",
            "We keep your answers, the neighbourhood, the place, the date and my name.",
            "We keep neither your address nor your phone number.",
            "I will give you a receipt with a code.",
            "With this code, you can say that this is not what you answered.",
            "You can also take your answers back, while the questionnaire is open.",
            "You may say no, or change your mind later: it changes nothing for you.",
            "Do you agree?",
        ),
    },
    About.ANSWERS,
)
NAMELESS = Consent(
    "2026-11-sans-nom",
    {
        "fr": (
            "Je suis relais dans votre quartier.",
            "Je peux entrer vos réponses à votre place, sur le site de participation.",
            "Elles sont comptées. On en publie des chiffres, jamais vos textes.",
            "Vos réponses n’ont pas de nom.",
            "Moi, je les vois en les copiant. Je n’en parle à personne.",
            "Le site garde que vous avez répondu, le quartier, le lieu, la date et mon nom.",
            "Il ne garde pas lesquelles sont les vôtres.",
            "Ensuite, personne ne peut les retrouver, ni les changer, ni les retirer.",
            "Je vous donne un reçu avec un code. Vos réponses n’y sont pas.",
            "Vous pouvez dire non : cela ne change rien pour vous.",
            "Êtes-vous d’accord ?",
        ),
        "en": (
            "I am a relay in your neighbourhood.",
            "I can enter your answers for you, on the participation site.",
            "They are counted. Figures are published, never what you write.",
            "Your answers bear no name.",
            "I see them while I copy them. I tell nobody.",
            "The site keeps that you answered, the neighbourhood, the place, the date and my name.",
            "It does not keep which answers are yours.",
            "Afterwards nobody can find them, change them or take them back.",
            "I will give you a receipt with a code. Your answers are not on it.",
            "You may say no: it changes nothing for you.",
            "Do you agree?",
        ),
    },
    About.NAMELESS,
)

VERSIONS = {one.version: one for one in (NOVEMBER_2026, ANSWERS, NAMELESS)}
CURRENT = NOVEMBER_2026


def is_yes(version: str, about: About) -> bool:
    """Whether this version exists, and was read for this."""
    return version in VERSIONS and VERSIONS[version].about is about
