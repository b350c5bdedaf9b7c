"""What a tree of processes has used: processor time, and memory that is really there."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Tree:
    """A process with all that descend from it, those that ended included once reaped."""

    root: psutil.Process

    def seconds(self) -> float:
        """Processor time of user and system since the beginning."""
        own = self.root.cpu_times()
        reaped = own.children_user + own.children_system
        living = (_spent(process) for process in self.root.children(recursive=True))
        return float(own.user + own.system + reaped + sum(living))

    def megabytes(self) -> float:
        """Resident memory of the descendants, pages they share counted once for each."""
        return sum(p.memory_info().rss for p in self.root.children(recursive=True)) / 1e6


def _spent(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
