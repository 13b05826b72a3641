# METADATA
# scope: package
# title: "A load balancer listens on each documented port"
# description: "Security groups that let a port through are no use while no listener takes what arrives there."
# custom:
#   severity: high
#   applies_to: components
#   requirement: edges
#   section: Data flow
#   remediation: "Add an `aws_lb_listener` on the port, or take the edge out of the document."
#   kinds: [load_balancer]
package archcheck.edge.listens

import data.archcheck.lib.check

verdicts contains check.none(component, "unlistened", component.asked.listens) if some component in input.components
