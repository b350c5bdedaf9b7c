"""Keeps the catalogues true to the code: French is the source, English must be whole."""

import copy
import io
from collections.abc import Iterator
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from beffroi.core.i18n import LANGUAGES
from beffroi.paths import CHECKOUT

SOURCE = "fr"
FOLDERS = ("platform/beffroi", "workflows", "templates")
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2"), ("**.xml", "jinja2")]
OPTIONS = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
KEYWORDS = {"_": None, "gettext": None, "lazy": None, "lazy_gettext": None, "ngettext": (1, 2)}
WIDTH = 100

# No date, no version of a tool: a catalogue changes only when words do. A fuzzy header, as the
# tools write it, would make them skip the whole file.
HEADER = """\
# The messages of Beffroi in {name}; `beffroi i18n update` keeps them in order.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@click.group()
def i18n() -> None:
    """Extract what is to translate, and check that it is."""
    if not (CHECKOUT / "pyproject.toml").exists():
        raise click.ClickException("Catalogues are worked on in a checkout of the source.")


@i18n.command()
def update() -> None:
    """Bring every catalogue up to date with the code; what is new waits for its words."""
    template = extracted(CHECKOUT)
    for language in LANGUAGES:
        path = path_of(CHECKOUT, language)
        catalogue = read(path, language)
        merge(catalogue, template)
        write(catalogue, path)
        waiting = sum(1 for message in ours(catalogue) if not is_complete(message, language))
        click.echo(f"{path.relative_to(CHECKOUT)}: {len(catalogue)} messages, {waiting} to write")


@i18n.command()
def check() -> None:
    """Say what is missing, fuzzy, outdated or ill-formed; exits with 1 when anything is."""
    faults = list(faults_of(CHECKOUT))
    for fault in faults:
        click.echo(fault)
    if faults:
        raise click.ClickException(f"{len(faults)} to mend; `beffroi i18n update` brings new ones.")
    click.echo("The catalogues are whole.")


def extracted(root: Path) -> Catalog:
    """Every message of the code and the templates, in the order of files."""
    template = Catalog(project="beffroi", charset="utf-8")
    for folder in FOLDERS:
        found = extract_from_dir(root / folder, METHODS, OPTIONS, KEYWORDS, comment_tags=("i18n:",))
        for name, _line, message, comments, context in sorted(found, key=lambda one: one[:2]):
            place = (f"{folder}/{Path(name).as_posix()}", 0)
            template.add(message, locations=[place], auto_comments=comments, context=context)
    return template


def path_of(root: Path, language: str) -> Path:
    """Where the catalogue of a language lies."""
    return root / "locales" / language / "LC_MESSAGES" / "messages.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue as it is kept, or a new one."""
    if not path.exists():
        return Catalog(locale=language, project="beffroi", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(catalogue: Catalog, template: Catalog) -> None:
    """Add what is new, drop what is gone, guess nothing; French plurals are their own words."""
    catalogue.update(copy.deepcopy(template), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if str(catalogue.locale) == SOURCE:
        for message in ours(catalogue):
            if message.pluralizable:
                message.string = tuple(message.id)


def write(catalogue: Catalog, path: Path) -> None:
    """Put it back where it lies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(catalogue), encoding="utf-8")


def text_of(catalogue: Catalog) -> str:
    """Without line numbers, so that a catalogue changes only when words do."""
    locale = Locale.parse(catalogue.locale)
    header = HEADER.format(
        name=locale.english_name, language=locale, plurals=catalogue.plural_forms
    )
    file = io.BytesIO()
    write_po(file, catalogue, width=WIDTH, include_lineno=False, omit_header=True)
    return header + file.getvalue().decode()


def faults_of(root: Path) -> Iterator[str]:
    """One line for each thing to mend."""
    template = extracted(root)
    wanted = {key_of(message) for message in ours(template)}
    for language in LANGUAGES:
        catalogue = read(path_of(root, language), language)
        kept = {key_of(message) for message in ours(catalogue)}
        yield from (f"{language}: not in the catalogue: {key[1]}" for key in sorted(wanted - kept))
        yield from (f"{language}: no longer in the code: {key[1]}" for key in sorted(kept - wanted))
        yield from _faults_in(catalogue, language)


def _faults_in(catalogue: Catalog, language: str) -> Iterator[str]:
    for message in ours(catalogue):
        if not is_complete(message, language):
            yield f"{language}: not translated: {key_of(message)[1]}"
        if message.fuzzy:
            yield f"{language}: fuzzy: {key_of(message)[1]}"
    for message, errors in catalogue.check():
        yield from (f"{language}: {error}: {key_of(message)[1]}" for error in errors)


def ours(catalogue: Catalog) -> list[Message]:
    """The messages, without the header."""
    return [message for message in catalogue if message.id]


def key_of(message: Message) -> tuple[str, str]:
    """Its context and its first form."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def is_complete(message: Message, language: str) -> bool:
    """French speaks for itself but for plurals: only a catalogue says that 0 is singular."""
    if message.pluralizable:
        return bool(message.string) and all(message.string or ())
    return language == SOURCE or bool(message.string)
