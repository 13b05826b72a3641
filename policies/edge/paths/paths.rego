# METADATA
# scope: package
# title: "Listener rules send each service the documented paths"
# description: "Which requests get to a service is decided by the paths of the listener rules that forward to it; a default action takes what no rule takes."
# custom:
#   severity: high
#   applies_to: services
#   requirement: service.paths
#   section: Data flow
#   remediation: "Set `condition.path_pattern.values` of the `aws_lb_listener_rule` that forwards to the service as documented, or document the paths it has."
package archcheck.edge.paths

import data.archcheck.lib.check

verdicts contains check.meets(service, "paths", service.asked.paths) if some service in input.services
