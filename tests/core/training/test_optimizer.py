"""Steps are those of PyTorch's own optimisers, to the bit, without what their classes load."""

from __future__ import annotations

import subprocess
import sys

import pytest
import torch

from svd_core.config import PRESETS
from svd_core.model.network import build
from svd_core.training.optimizer import Optimizer

# In a process of its own, since the classes stay loaded once one of them is made.
COMPARED = """
import sys, types
from dataclasses import replace
import torch
from svd_core.config import PRESETS, NetworkConfig
from svd_core.training.optimizer import WEIGHT_DECAY, Optimizer

def network():
    torch.manual_seed(3)
    made = torch.nn.Sequential(torch.nn.Linear(7, 5), torch.nn.Tanh(), torch.nn.Linear(5, 1))
    made.device = torch.device("cpu")
    return made

def learned(net, optimizer, rates):
    for number, rate in enumerate(rates):
        torch.manual_seed(number)
        optimizer.zero_grad()
        net(torch.randn(4, 7)).square().mean().backward()
        rate()
        optimizer.step()
    return list(net.parameters())

def ours(config):
    net = network()
    optimizer = Optimizer(net, config)
    return learned(net, optimizer, [lambda rate=rate: optimizer.rate.fill_(rate) for rate in (0.1, 0.03, 0.01)])

def theirs(make):
    net = network()
    optimizer = make(net.parameters())
    def change(rate):
        return lambda: optimizer.param_groups[0].update(lr=torch.tensor(rate))
    return learned(net, optimizer, [change(rate) for rate in (0.1, 0.03, 0.01)])

base = PRESETS["schlueter2017"].train
methods = {
    "nesterov": lambda weights: torch.optim.SGD(weights, 0.1, base.momentum, nesterov=True, fused=True),
    "adam": lambda weights: torch.optim.Adam(weights, torch.tensor(0.1), fused=True),
    "adamw": lambda weights: torch.optim.AdamW(weights, torch.tensor(0.1), weight_decay=WEIGHT_DECAY, fused=True),
}
found = {name: ours(replace(base, optimizer=name)) for name in methods}
assert "torch._dynamo" not in sys.modules, "the compiler is loaded"
# The classes do not compile here either, and loading the compiler takes longer than all else.
stand_in = types.ModuleType("torch._dynamo")
stand_in.disable = lambda function, *_, **__: function
stand_in.graph_break = lambda *_, **__: None
sys.modules["torch._dynamo"] = torch._dynamo = stand_in
for name, make in methods.items():
    for one, other in zip(found[name], theirs(make), strict=True):
        assert torch.equal(one, other), name
print("alike")
"""


def test_every_method_moves_as_pytorchs_class_does_and_loads_no_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", COMPARED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("alike\n", "")


def test_moments_that_do_not_fit_are_refused() -> None:
    network = build(PRESETS["schlueter2017"].network)
    optimizer = Optimizer(network, PRESETS["schlueter2017"].train)
    with pytest.raises(ValueError, match="weight 1"):
        optimizer.load({1: {"exp_avg": torch.zeros(3, 3)}})
