"""How right an extraction is: compared with annotated papers, strictly and leniently."""

from extract.evaluation.annotated import AnnotatedPaper, read_gold, read_predicted
from extract.evaluation.comparing import Change, compare, intervals
from extract.evaluation.scoring import LABELS, Claims, Difference, Evaluation, Score, evaluate

__all__ = [
    "LABELS",
    "AnnotatedPaper",
    "Change",
    "Claims",
    "Difference",
    "Evaluation",
    "Score",
    "compare",
    "evaluate",
    "intervals",
    "read_gold",
    "read_predicted",
]
