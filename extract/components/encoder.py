"""Hands the text to the model: what the encoder makes of it is read by the parts that follow."""

from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from extract.model.encoder import Encoder, load_encoder
from extract.model.heads import Heads, load_heads
from extract.model.reading import Reading
from extract.model.text import text_of


@Language.factory("claimgraph_encoder")
def create_encoder(nlp: Language, name: str) -> "Reader":
    """Make the part, with the weights that ship with the package."""
    return Reader(load_encoder(), load_heads())


class Reader:
    """Writes ``doc._.reading``."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        self.encoder = encoder
        self.heads = heads

    def __call__(self, doc: Doc) -> Doc:
        """Read one text."""
        begins = (doc.to_array(SENT_START) == 1).tolist()
        text = text_of([token.text for token in doc], begins)
        doc._.reading = Reading(text, self.encoder, self.heads)
        return doc
