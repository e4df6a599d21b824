"""Trains the model from annotated papers: ``python -m extract.training GOLD --base ENCODER.onnx --tokenizer FILE``.

With a folder of weights as the base, such as those that ship, it teaches them on.
"""

import shutil
from pathlib import Path

import click

from extract.training.fitting import Options

_DEFAULT = Options()


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--base",
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="What to start from: a BERT encoder (.onnx), or a folder of weights, which are taught on.",
)
@click.option(
    "--tokenizer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Its tokenizer.json; a folder of weights has its own.",
)
@click.option(
    "--out", default="extract/model/weights", type=click.Path(path_type=Path), help="Folder of the weights."
)
@click.option(
    "--arxiv",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File of arXiv abstracts (.jsonl.gz): trains also on those that are annotated in this package.",
)
@click.option(
    "--edges",
    default="extract/terms/edges.tsv",
    type=click.Path(path_type=Path),
    help="Words at span edges; written unless weights are taught on.",
)
@click.option("--epochs", default=_DEFAULT.epochs, help="Times that every paper is seen.")
@click.option("--minutes", default=_DEFAULT.minutes, help="End after about so many minutes; 0 for no limit.")
@click.option(
    "--runs", default=1, type=click.IntRange(1), help="Train side by side, a process each, and meet often."
)
@click.option(
    "--rate", default=1.0, help="Learning rates, as a share of those that suit a start from a plain encoder."
)
@click.option("--papers", default=0, help="Train on the first so many papers only; 0 for all.")
@click.option("--seed", default=_DEFAULT.seed, help="Of every choice.")
def main(
    gold: Path,
    base: Path,
    tokenizer: Path | None,
    arxiv: Path | None,
    out: Path,
    edges: Path,
    epochs: float,
    minutes: float,
    runs: int,
    rate: float,
    papers: int,
    seed: int,
) -> None:
    """Train on GOLD, a folder with train.jsonl and train_papers.jsonl, and write the weights.

    \b
    Examples:
      python -m extract.training gold --base bge-small-en-v1.5.onnx --tokenizer tokenizer.json
      python -m extract.training my-papers --base extract/model/weights --rate 0.7 --runs 2
    """
    try:
        from extract.training.calibrating import calibrate, read_docs, write_calibration
        from extract.training.exporting import export
        from extract.training.side_by_side import fit_side_by_side
        from extract.training.starting import load
    except ImportError as error:
        raise click.ClickException(
            f"{error.name} is missing; install the extra: pip install 'claimgraph[train]'"
        ) from None
    from extract.model.encoder import open_tokenizer
    from extract.model.heads import open_heads
    from extract.model.text import edge_words
    from extract.training.examples import (
        derive_edges,
        example,
        hold_out,
        read_annotated,
        read_arxiv,
        write_edges,
    )

    tokenizer = tokenizer or base / "tokenizer.json"
    if not tokenizer.is_file():
        raise click.UsageError(f"{base} has no tokenizer beside it; name it with --tokenizer")
    annotated = read_annotated(gold, "train")
    annotated = annotated[:papers] if papers else annotated
    if base.is_dir():
        words = edge_words()
    else:
        words = derive_edges(annotated)
        write_edges(edges, words)
    out.mkdir(parents=True, exist_ok=True)
    if tokenizer.resolve() != (out / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer, out / "tokenizer.json")
    subwords = open_tokenizer(out)
    held = hold_out(annotated)
    learned = [one for i, one in enumerate(annotated) if i not in held]
    kept = [annotated[i] for i in sorted(held)]
    if arxiv:
        learned += read_arxiv(arxiv, held_out=False)
    examples = [made for one in learned if (made := example(one, words, subwords)) is not None]
    _tell(f"{len(examples)} papers to train on, {len(kept)} held out")
    encoder, heads = load(base, seed)
    options = Options(
        epochs=epochs,
        minutes=minutes,
        encoder_rate=rate * _DEFAULT.encoder_rate,
        heads_rate=rate * _DEFAULT.heads_rate,
        seed=seed,
    )
    fit_side_by_side(encoder, heads, examples, options, _tell, runs)
    export(encoder, heads, out)
    calibration = calibrate(list(read_docs(kept, out, words)), kept, open_heads(out))
    write_calibration(calibration, out / "calibration.json")
    _tell(f"wrote {out}: entities from {calibration.least_entity}, claims from {calibration.least_claim}")


def _tell(line: str) -> None:
    click.echo(line, err=True)


if __name__ == "__main__":
    main(prog_name="python -m extract.training")
