"""SPP and SPM on screen: the list, the draft with its live tests, the steps to the BUD."""
