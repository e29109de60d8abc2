"""Official constants as dated files, each with its source and what is a forecast in it, and what follows from them.

Nothing of the project but its errors is imported here. Start with `constants`, which reads a file; `calendar` has the
weekdays and bank holidays of England, `employer_ni` the rate and threshold of employer National Insurance.
"""
