package noun

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// masterPassword tells whether Secrets Manager keeps a database's master password: RDS
// manages it there, or it is read from there. One that is written only is in no plan, unless
// as a literal. What the password is never leaves this file.
func (c *collector) masterPassword(in *read.Instance, attribute string) model.Value[bool] {
	managed := in.Boolean("manage_master_user_password", false)
	if yes, ok := managed.Get(); !ok || yes {
		return managed
	}
	if e := in.Expression(attribute + "_wo"); e.Kind != read.Unset && e.Kind != read.Invisible && !isNullConstant(e) {
		return c.keptIn(in, attribute+"_wo", e, true)
	}
	e := in.Expression(attribute)
	switch {
	case in.HasValue(attribute):
		return c.keptIn(in, attribute, e, false)
	case tree.IsTrue(tree.Descend(in.Unknown, attribute)) && e.Kind != read.Unset:
		return c.keptIn(in, attribute, e, false)
	case takesItsPassword(in):
		return model.Known(true)
	}
	return model.Unknown[bool](model.Why{Reason: model.NotRecorded, Detail: "nothing sets the master password here"})
}

func isNullConstant(e read.Expression) bool {
	return e.Kind == read.Constant && (e.Value == nil || e.Value.Type() == fastjson.TypeNull)
}

// takesItsPassword reports whether a database has that of the one it is made from.
func takesItsPassword(in *read.Instance) bool {
	for _, origin := range []string{"replicate_source_db", "replication_source_identifier", "snapshot_identifier", "restore_to_point_in_time", "global_cluster_identifier"} {
		v, s := in.At(origin)
		switch {
		case s == read.Known && (v.Type() == fastjson.TypeString && string(v.GetStringBytes()) != "" || len(v.GetArray()) > 0):
			return true
		case s == read.Unknown && in.Expression(origin).Kind == read.References:
			return true
		}
	}
	return false
}

// keptIn judges where a password comes from. A literal or a variable's value stands in the
// plan; so does a generated one, unless a secret holds it.
func (c *collector) keptIn(in *read.Instance, attribute string, e read.Expression, writeOnly bool) model.Value[bool] {
	from := c.passwordOrigins(in, attribute, e)
	switch {
	case writeOnly:
		return model.Known(!from.literal)
	case from.open || from.secrets > 0 && (from.others > 0 || from.literal) || from == (passwordOrigin{}):
		return model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: e.Mentions()})
	}
	return model.Known(from.secrets > 0)
}

// passwordOrigin counts what a password can come from.
type passwordOrigin struct {
	secrets, others int
	literal, open   bool
}

func (c *collector) passwordOrigins(in *read.Instance, attribute string, e read.Expression) passwordOrigin {
	var from passwordOrigin
	if e.Kind == read.Constant || e.Kind == read.Unset {
		from.literal = true
		return from
	}
	if value, ok := c.Evaluate(in, attribute); ok {
		if _, known := value.Known(); known {
			from.literal = true
			return from
		}
		if origins, sure := value.Origins(); len(origins) > 0 && sure {
			for _, o := range origins {
				c.countOrigin(&from, o.Address)
			}
			return from
		}
	}
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	for _, t := range o.Found {
		c.countOrigin(&from, t.Address)
	}
	for _, text := range o.Open {
		switch {
		case strings.HasPrefix(text, "data.aws_secretsmanager_secret"),
			strings.HasPrefix(text, "ephemeral.aws_secretsmanager_secret"):
			from.secrets++
		case strings.HasPrefix(text, "ephemeral."):
			from.others++
		case strings.HasPrefix(text, "var.") && in.HasValue(attribute):
			from.literal = true
		default:
			from.open = true
		}
	}
	from.literal = from.literal ||
		slices.ContainsFunc(
			o.Constants,
			func(v *fastjson.Value) bool { return v.Type() == fastjson.TypeString && len(v.GetStringBytes()) > 0 },
		)
	return from
}

// countOrigin tells what Secrets Manager gives, or what is put into it, from everything else.
func (c *collector) countOrigin(from *passwordOrigin, address string) {
	typ := typeOf(address)
	if strings.HasPrefix(typ, "aws_secretsmanager_secret") || c.isPutIntoSecret(address) {
		from.secrets++
	} else {
		from.others++
	}
}

// typeOf is the resource type at the end of an address.
func typeOf(address string) string {
	segments := read.ParseReference(address)
	if len(segments) < 2 {
		return ""
	}
	return segments[len(segments)-2].Name
}

// isPutIntoSecret reports whether a version of a secret holds what a resource generated.
func (c *collector) isPutIntoSecret(address string) bool {
	for _, in := range c.ByType["aws_secretsmanager_secret_version"] {
		if in.Data {
			continue
		}
		for _, attribute := range []string{"secret_string", "secret_string_wo"} {
			o := c.Resolver.Resolve(in.Expression(attribute), c.Resolver.ScopeOf(in))
			if slices.ContainsFunc(o.Found, func(t resolve.Target) bool { return t.Address == address }) {
				return true
			}
		}
	}
	return false
}
