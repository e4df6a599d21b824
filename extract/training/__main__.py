"""Trains the model from annotated papers: ``python -m extract.training GOLD --base ENCODER.onnx --tokenizer FILE``."""

import shutil
from pathlib import Path

import click

from extract.training.fitting import Options

_DEFAULT = Options()


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.argument("gold", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--base", required=True, type=click.Path(exists=True, path_type=Path), help="BERT encoder to start from."
)
@click.option(
    "--tokenizer", required=True, type=click.Path(exists=True, path_type=Path), help="Its tokenizer.json."
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
    "--edges", default="extract/terms/edges.tsv", type=click.Path(path_type=Path), help="Words at span edges."
)
@click.option("--runs", default=2, type=click.IntRange(1), help="Runs whose encoders' mean ships.")
@click.option("--epochs", default=_DEFAULT.epochs, help="Times that every paper is seen in a run.")
@click.option("--minutes", default=_DEFAULT.minutes, help="End a run after so many minutes; 0 for no limit.")
@click.option("--papers", default=0, help="Train on the first so many papers only; 0 for all.")
@click.option("--seed", default=_DEFAULT.seed, help="Of every choice; the runs differ in the order of the papers.")
def main(
    gold: Path,
    base: Path,
    tokenizer: Path,
    arxiv: Path | None,
    out: Path,
    edges: Path,
    runs: int,
    epochs: float,
    minutes: float,
    papers: int,
    seed: int,
) -> None:
    """Train on GOLD, a folder with train.jsonl and train_papers.jsonl, and write the weights.

    \b
    Example:
      python -m extract.training gold --base bge-small-en-v1.5.onnx --tokenizer tokenizer.json
    """
    try:
        from extract.training.calibrating import calibrate, read_docs, write_calibration
        from extract.training.exporting import export
        from extract.training.fitting import fit, mean_encoder
        from extract.training.network import load_base
    except ImportError as error:
        raise click.ClickException(
            f"{error.name} is missing; install the extra: pip install 'claimgraph[train]'"
        ) from None
    from extract.model.encoder import open_tokenizer
    from extract.model.heads import open_heads
    from extract.training.examples import (
        derive_edges,
        example,
        hold_out,
        read_annotated,
        read_arxiv,
        write_edges,
    )

    def tell(line: str) -> None:
        click.echo(line, err=True)

    annotated = read_annotated(gold, "train")
    annotated = annotated[:papers] if papers else annotated
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
    tell(f"{len(examples)} papers to train on, {len(kept)} held out")
    encoders = []
    for run in range(runs):
        tell(f"run {run + 1} of {runs}")
        options = Options(epochs=epochs, minutes=minutes, seed=seed, order=seed + run)
        encoders.append(load_base(base))
        heads = fit(encoders[-1], examples, options, tell)
    export(mean_encoder(encoders), heads, out)
    calibration = calibrate(list(read_docs(kept, out, words)), kept, open_heads(out))
    write_calibration(calibration, out / "calibration.json")
    tell(f"wrote {out}: entities from {calibration.least_entity}, claims from {calibration.least_claim}")


if __name__ == "__main__":
    main(prog_name="python -m extract.training")
