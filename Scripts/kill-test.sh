#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Kills a run of 2,000 items at 50 random instants, with one sample of each order and with two, and
# checks that nothing is lost or repeated.
set -e
ASSAY_KILLS="${1:-50}" ASSAY_KILL_GROUPS="${2:-334}" \
  swift test --skip-build --filter KillTests
