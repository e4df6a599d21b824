"""How right an extraction is: compared with annotated papers, strictly and leniently."""

from extract.evaluation.annotated import AnnotatedPaper, read_gold, read_predicted
from extract.evaluation.scoring import Claims, Difference, Evaluation, Score, evaluate

__all__ = [
    "AnnotatedPaper",
    "Claims",
    "Difference",
    "Evaluation",
    "Score",
    "evaluate",
    "read_gold",
    "read_predicted",
]
