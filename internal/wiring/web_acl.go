package wiring

import "github.com/archcheck/archcheck/internal/model"

// protection fills in which web ACL protects a load balancer. One that allows by default and whose
// rules only count stops nothing.
func (b *builder) protection(f *LoadBalancer) {
	id, known := f.WebACL.Get()
	if !known || id == "" {
		f.ProtectedBy = f.WebACL
		return
	}
	acl := follow(b.Index, f.WebACL, b.WebACLs, end{"web_acls", "aws_wafv2_web_acl", "the web ACL of " + f.ID})
	switch blocks, isRead := acl.Blocks.Get(); {
	case !isRead:
		f.ProtectedBy = model.Unknown[string](acl.Blocks.Why())
	case blocks:
		f.ProtectedBy = f.WebACL
	default:
		f.ProtectedBy = model.Known("")
		f.WebACLNotes = []string{id + " stops nothing: it allows by default, and no rule of it blocks"}
	}
}
