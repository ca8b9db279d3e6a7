"""An answer's references and clinical codes."""
