"""What happened since: processes and their steps, recommendations clause by clause, repetitions, assessments.

The status of a process is a pure function of its steps and a day; it is never stored.
"""
