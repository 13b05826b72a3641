package model

// Lifecycle is whether AWS has a resource in service, which no setting of it says: a database with all that is
// asked of it may be stopped.
type Lifecycle struct {
	InService Value[bool] `json:"in_service"`
	// State is what AWS calls its state, such as available or stopped; empty where such a source shows none.
	State Value[string] `json:"state"`
}

// Condition returns the lifecycle itself, so that code can treat all nouns with one alike.
func (l *Lifecycle) Condition() *Lifecycle { return l }

// Living is a noun that AWS may have out of service.
type Living interface {
	Noun
	Condition() *Lifecycle
}

// Unseen is the lifecycle of what a plan makes, or shows no state of.
func Unseen() Lifecycle {
	return Lifecycle{Unknown[bool](Why{Reason: KnownAfterApply, Detail: "only an account shows its state"}), Known("")}
}
