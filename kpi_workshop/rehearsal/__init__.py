"""A workshop with simulated people, over the same lines that browsers use.

`play.py` plays a whole session and measures it, for a rehearsal; `demo.py` fills a running server with
people, for somebody who is alone with it.
"""
