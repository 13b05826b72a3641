package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// boundary reads the policy that bounds what a role's policies can allow.
func (c *collector) boundary(in *read.Instance, r *model.Role) {
	r.Boundary = c.Ref(in, []string{"aws_iam_policy"}, "permissions_boundary", "")
	r.BoundaryStatements = model.Whole[model.Statement]()
	id, isKnown := r.Boundary.Get()
	switch {
	case in.Data || !isKnown:
		r.BoundaryStatements = model.Part[model.Statement](r.Boundary.Why())
	case c.ByAddress[id] != nil:
		r.BoundaryStatements = c.statementsOf(c.ByAddress[id], "policy", id)
	case id != "":
		r.BoundaryStatements = model.Part[model.Statement](
			model.Why{Reason: model.NotInSource, Detail: "the boundary " + id + " was not read"},
		)
	}
}
