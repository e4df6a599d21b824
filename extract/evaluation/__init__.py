"""How right an extraction is: compared with annotated papers, strictly and leniently."""

from extract.evaluation.annotated import AnnotatedPaper, read_gold, read_predicted
from extract.evaluation.comparing import Change, compare
from extract.evaluation.scoring import Claims, Difference, Evaluation, Score, evaluate

__all__ = [
    "AnnotatedPaper",
    "Change",
    "Claims",
    "Difference",
    "Evaluation",
    "Score",
    "compare",
    "evaluate",
    "read_gold",
    "read_predicted",
]
