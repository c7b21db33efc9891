"""The language of scoring standards (评（扣）分标准): read, bind, score, write.

The way of a sentence: ``notation`` → ``clauses`` (with the ``*_phrases``) → ``binding`` and ``ordering`` → a ``kinds``
class; ``assembly.understand`` goes all of it. From there ``engine.score``, ``formula.formula``, ``problems.problems``.
"""
