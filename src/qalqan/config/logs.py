"""Log lines that name an event and a place in the code, never a person, a path or a text (SAFETY D13)."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path


class EventAndPlace(logging.Formatter):
    """Time, level, logger; of an exception its type and where it was raised. Its message is dropped: it may quote."""

    def format(self, record: logging.LogRecord) -> str:
        words = [self.formatTime(record, "%Y-%m-%dT%H:%M:%S"), record.levelname, record.name]
        if record.exc_info and record.exc_info[0]:
            words.append(getattr(record.exc_info[0], "code", record.exc_info[0].__name__))
            frames = traceback.extract_tb(record.exc_info[2])
            if frames:
                words.append(f"{Path(frames[-1].filename).name}:{frames[-1].lineno}")
        else:
            words.append(f"{record.module}:{record.lineno}")
        return " ".join(words)
