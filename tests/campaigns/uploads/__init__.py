"""Photos and files on their way, at random, against the real services and a real object store.

`files` are what is sent and what should become of each, `acts` what people and networks do with
them, `checks` what must be true meanwhile, and `play` one schedule from its first step to rest.
"""
