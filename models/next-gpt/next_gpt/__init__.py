"""NExT-GPT as a pack: reads the published checkpoint formats, writes ONNX graphs and a manifest, and proves them on random weights."""
