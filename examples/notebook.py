"""A notebook as a script in cells: how much is left, how sure that is, and what moves it.

Editors that know `# %%` run it cell by cell; `python notebook.py` runs it whole and writes the picture.
"""

# %% Load a scenario and ask what is left
import archpers

scenario = archpers.load("example-borough")
result = archpers.evaluate(scenario)
print(f"{result.quantities['residual_share_of_hours']:.1%} of today's time is left, as the file has it")

# %% How sure is that? Draw the inputs that have a distribution
drawn = archpers.simulate(scenario, draws=20_000, seed=1, show=["residual_share_of_hours"])
share = drawn.quantities["residual_share_of_hours"]
print(f"nine draws in ten leave between {share.p5:.1%} and {share.p95:.1%}")

# %% What moves it most?
swings = archpers.tornado(scenario, on="residual_share_of_hours")[:5]
for swing in swings:
    print(f"{swing.input}: {swing.low:.1%} to {swing.high:.1%}")

# %% The residual over the share of people in crisis, for today's people and for a fifth more
swept = archpers.sweep(scenario, "reform.crisis_share=10%:40%:5%", "people_served=3480,4176", show=["residual_hours"])
hours, _ = swept.grid()
shares = swept.axes[0].values()

# %% Draw it
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
for column, people in enumerate(swept.axes[1].values()):
    axes.plot(shares * 100, hours["residual_hours"][:, column], label=f"{people:,.0f} people")
axes.axhline(0, color="black", linewidth=0.8)
axes.set_xlabel("% of people in crisis")
axes.set_ylabel("hours left, a year")
axes.legend()
figure.savefig("residual.png")
