"""What may be said of a failure in a log: its type and place, never the words, which may hold what people wrote."""


def where_failed(error: Exception) -> str:
    """Return type and place of a failure; never its words, which may hold what people wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" in {trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}"
    return f"{type(error).__name__}{place}"
