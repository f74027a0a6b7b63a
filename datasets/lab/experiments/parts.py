# SPDX-License-Identifier: Apache-2.0
"""Which fault families and functions belong to which part of the data: train, validation, test.

Chosen before any model was trained on these captures, such that each family has a module at a function of its part.
Test gets two of the five silent families, faults that only a log shows (refcount, hung-task) and such that no log shows
(softirq-hog, lock-contention). What is not named here is for training.
"""

PARTS = ("train", "validation", "test")
FAMILIES = {
    "test": ("drop", "slow-wait", "refcount", "list-corruption", "sleep-in-atomic", "hung-task", "softirq-hog",
             "lock-contention"),
    "validation": ("leak-slab", "rcu-stall", "missing-unlock", "double-free"),
}
FUNCTIONS = {
    "test": ("tcp_v4_rcv", "__ip_queue_xmit", "vfs_read", "vfs_open", "vfs_fsync_range", "vmstat_show",
             "loadavg_proc_show", "pipe_read"),
    "validation": ("vm_mmap_pgoff", "inet_recvmsg", "ext4_sync_file", "pipe_write", "kernel_wait4"),
}
# A parent that waits in vfork() holds up the transition of this function alone, so it stands in each part's.
TRANSITION_AT = "kernel_clone"


def part_of(names, name):
    """The part to which a family or a function belongs."""
    return next((part for part, held in names.items() if name in held), "train")
