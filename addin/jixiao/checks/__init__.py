"""What a reviewer finds by hand: one small generator per rule, findings as data."""
