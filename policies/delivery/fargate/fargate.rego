# METADATA
# scope: package
# title: "Tasks run on Fargate"
# description: "On Fargate there are no hosts to patch. Launch type and capacity providers count."
# custom:
#   severity: medium
#   applies_to: services
#   requirement: service.launch_type
#   section: High level
#   remediation: "Set `launch_type = \"FARGATE\"` on the `aws_ecs_service`, or use only Fargate capacity providers."
package archcheck.delivery.fargate

import data.archcheck.lib.check

verdicts contains check.meets(service, "runs_on", service.asked.launch_type) if some service in input.services
