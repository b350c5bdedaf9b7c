"""What a text is about, and how alike two words or headings are spelled."""

from collections.abc import Iterable
from functools import lru_cache

from beffroi.core.folding import words

# As people write them: they are folded below as every text is.
_ANY_SENTENCE = """
a à afin ai ainsi alors après as assez au aucun aucune aujourd'hui aussi autant autour autre autres
aux avant avec avez avoir avons beaucoup bien ça car ce ceci cela celle celles celui ces cet cette
ceux chaque chez ci comme comment contre d dans de deçà déjà depuis derrière des devant devra
devrait devrais dit doit doivent donc dont du elle elles en encore entre envers es est et étaient
était étant été être eu eux fait faire faut faudra faudrait fois font grâce hors ici il ils j jamais
je jusque l la là laquelle le lequel les lesquels leur leurs loin lors lui m ma mais me même mêmes
mes mettre mien mieux moi moins mon n ne ni non nos notre nous on ont or ou où par parce parfois
parmi pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi pourrait pourraient pouvoir
pouvons près presque puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi
s sa sans sauf se selon sera serait seraient ses si sien sinon soi soit son sont sous souvent sur t
ta tandis tant te tel telle tellement telles tels tes toi ton toujours tous tout toute toutefois
toutes très trop tu un une uns vers veut veulent via voici voilà voir vos votre vous voudrais
voudrait vraiment y
avoir idée idées projet projets proposition propositions proposer propose besoin avis
the an and are as at be been but by can could do for from had has have he her his i in is it its
more my of our please she should so some that their them there they this to was we were what when
where which who will with would you your
"""
ANY_SENTENCE = frozenset(words(_ANY_SENTENCE))


def telling_words(text: str) -> list[str]:
    """The folded words of a text that say what it is about, in order; all, if none does."""
    found = words(text)
    return _telling(found) or found


def similarity(left: str, right: str) -> float:
    """The share of trigrams two folded texts have in common (Jaccard, as pg_trgm counts it)."""
    ours, theirs = trigrams(left), trigrams(right)
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


@lru_cache(maxsize=20_000)
def trigrams(folded: str) -> frozenset[str]:
    """The trigrams of each word, with its beginning marked by two spaces and its end by one."""
    return frozenset(
        padded[i : i + 3]
        for padded in (f"  {word} " for word in folded.split())
        for i in range(len(padded) - 2)
    )


def _telling(found: Iterable[str]) -> list[str]:
    return [word for word in found if len(word) > 1 and word not in ANY_SENTENCE]
