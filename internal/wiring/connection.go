package wiring

// Standing is how what is permitted of one edge compares with what is documented.
type Standing string

// The standings, the worst last.
const (
	// Permitted: documented and permitted.
	Permitted Standing = "permitted"
	// Open: documented, and whether it is permitted is not decided.
	Open Standing = "open"
	// Missing: documented and not permitted.
	Missing Standing = "missing"
	// Excess: permitted and not documented.
	Excess Standing = "excess"
)

// Connection is one edge of a component as its own side has it: its groups, listeners and network ACLs.
type Connection struct {
	// Ingress says that it ends at the component; else it begins there.
	Ingress bool
	// Far is the other end: the id of a thing, what the document calls addresses, or the prefix, list or
	// group that a rule names.
	Far string
	// Ports are in words.
	Ports    string
	Standing Standing
	// Why says what stops it, leaves it open, or permits too much.
	Why string
}
