"""Every setting, typed, documented and checked in one place."""
