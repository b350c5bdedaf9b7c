"""What a relay reads aloud before noting anything for somebody, in each of its versions.

A version is never changed once it has been read to a person: a new text has a new name.
"""

from dataclasses import dataclass

Sentences = tuple[str, ...]


@dataclass(frozen=True)
class Consent:
    """A text to read aloud, in each language: one idea a line, as easy-to-read texts do."""

    version: str
    texts: dict[str, Sentences]

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

VERSIONS = {consent.version: consent for consent in (NOVEMBER_2026,)}
CURRENT = NOVEMBER_2026
