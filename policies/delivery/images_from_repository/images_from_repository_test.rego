package archcheck.delivery.images_from_repository_test

import data.archcheck.delivery.images_from_repository

# status judges one resource against one document and returns the only status there is.
status(resource, document) := [verdict.status | some verdict in verdicts] if {
	verdicts := images_from_repository.verdicts with input as {
		"document": document,
		"task_definitions": {"x": object.union(resource, {"id": "x"})},
	}
}

asked := {"repository": {"required": true}}

test_pass if {
	status({"foreign_images": []}, asked) == ["pass"]
}

test_fail if {
	status({"foreign_images": ["app: nginx"]}, asked) == ["fail"]
}

test_unknown if {
	status({"foreign_images": [], "unknown": {"foreign_images": {"status": "unknown", "reason": "known_after_apply"}}}, asked) == ["unknown"]
}

test_not_applicable if {
	status({"foreign_images": ["app: nginx"]}, {"repository": {"required": null}}) == ["not_applicable"]
}

test_nothing_read_is_not_collected if {
	status({}, asked) == ["not_collected"]
}
