"""The pages, one module a subject. A view reads the form, calls an action, and draws or moves on."""
