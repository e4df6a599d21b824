"""The trained model: a small encoder run by ONNX Runtime, and heads of a few matrices over it, in numpy.

Data flows ``text`` (the words of a Doc, cut into pieces that fit the encoder) → ``encoder`` (vectors and attention
of a piece) → ``heads`` (scores of spans, entities and pairs) → ``decoding`` (what is kept of them). The spaCy parts in
``extract.components`` call these; ``extract.training`` makes the weights. See MODEL_CARD.md for what the model can do
and EXPERIMENTS.md for what was tried.
"""
