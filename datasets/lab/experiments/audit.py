def show(path): return 0
