package report

import _ "embed"

//go:embed report.schema.json
var reportSchema string

// Schema is the JSON Schema of the report that JSON writes.
func Schema() []byte { return []byte(reportSchema) }
