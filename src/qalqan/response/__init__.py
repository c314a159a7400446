"""An urgent case: who told us what, who looks after it, what was done, how it ended. Confidential throughout.

Takes what somebody reports; gives alerts with a clock, an owner and interventions. What is said in an alert is sealed
to the persons who were granted it; tables hold no plaintext twin, no index and no foreign key into the record, to which
alerts refer by permanent id. Nothing here can be published: publishing and site cannot import this package.
"""
