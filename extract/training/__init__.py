"""Makes the model's weights from annotated papers; needs the ``train`` extra (torch, onnx, scikit-learn).

``python -m extract.training --help`` says how. ``examples`` reads the annotated papers → ``network`` and ``losses``
are what is trained → ``fitting`` trains, ``side_by_side`` several runs at once → ``exporting`` writes the encoder and
the heads → ``calibrating`` measures, on held-out papers and with the very files that ship, how far each score can be
believed.
"""
