"""netviz: Manim scenes that show how neural networks compute and learn."""
