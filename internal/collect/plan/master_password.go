package plan

import (
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// masterPassword tells whether Secrets Manager keeps a database's master password: RDS
// manages it there, or it is read from there. One that is written only is in no plan, unless
// as a literal. What the password is never leaves this file.
func (c *collector) masterPassword(in *instance, attribute string) model.Value[bool] {
	managed := in.boolean("manage_master_user_password", false)
	if yes, ok := managed.Get(); !ok || yes {
		return managed
	}
	if e := in.expression(attribute + "_wo"); e.kind != unset && e.kind != invisible && !isNullConstant(e) {
		return c.keptIn(in, attribute+"_wo", e, true)
	}
	e := in.expression(attribute)
	switch {
	case in.hasValue(attribute):
		return c.keptIn(in, attribute, e, false)
	case tree.IsTrue(descend(in.unknown, attribute)) && e.kind != unset:
		return c.keptIn(in, attribute, e, false)
	case takesItsPassword(in):
		return model.Known(true)
	}
	return model.Unknown[bool](model.Why{Reason: model.NotRecorded, Detail: "nothing sets the master password here"})
}

func isNullConstant(e expression) bool {
	return e.kind == constant && (e.value == nil || e.value.Type() == fastjson.TypeNull)
}

// takesItsPassword reports whether a database has that of the one it is made from.
func takesItsPassword(in *instance) bool {
	for _, origin := range []string{"replicate_source_db", "replication_source_identifier", "snapshot_identifier", "restore_to_point_in_time", "global_cluster_identifier"} {
		v, s := in.at(origin)
		switch {
		case s == isKnown && (v.Type() == fastjson.TypeString && string(v.GetStringBytes()) != "" || len(v.GetArray()) > 0):
			return true
		case s == isUnknown && in.expression(origin).kind == references:
			return true
		}
	}
	return false
}

// keptIn judges where a password comes from. A literal or a variable's value stands in the
// plan; so does a generated one, unless a secret holds it.
func (c *collector) keptIn(in *instance, attribute string, e expression, writeOnly bool) model.Value[bool] {
	from := c.passwordOrigins(in, attribute, e)
	switch {
	case writeOnly:
		return model.Known(!from.literal)
	case from.open || from.secrets > 0 && (from.others > 0 || from.literal) || from == (passwordOrigin{}):
		return model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: e.mentions()})
	}
	return model.Known(from.secrets > 0)
}

// passwordOrigin counts what a password can come from.
type passwordOrigin struct {
	secrets, others int
	literal, open   bool
}

func (c *collector) passwordOrigins(in *instance, attribute string, e expression) passwordOrigin {
	var from passwordOrigin
	if e.kind == constant || e.kind == unset {
		from.literal = true
		return from
	}
	if value, ok := c.evaluate(in, attribute); ok {
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
	o := c.resolver.resolve(e, c.resolver.scopeOf(in))
	for _, t := range o.found {
		c.countOrigin(&from, t.address)
	}
	for _, text := range o.open {
		switch {
		case strings.HasPrefix(text, "data.aws_secretsmanager_secret"),
			strings.HasPrefix(text, "ephemeral.aws_secretsmanager_secret"):
			from.secrets++
		case strings.HasPrefix(text, "ephemeral."):
			from.others++
		case strings.HasPrefix(text, "var.") && in.hasValue(attribute):
			from.literal = true
		default:
			from.open = true
		}
	}
	from.literal = from.literal ||
		slices.ContainsFunc(
			o.constants,
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
	segments := parseReference(address)
	if len(segments) < 2 {
		return ""
	}
	return segments[len(segments)-2].name
}

// isPutIntoSecret reports whether a version of a secret holds what a resource generated.
func (c *collector) isPutIntoSecret(address string) bool {
	for _, in := range c.byType["aws_secretsmanager_secret_version"] {
		if in.data {
			continue
		}
		for _, attribute := range []string{"secret_string", "secret_string_wo"} {
			o := c.resolver.resolve(in.expression(attribute), c.resolver.scopeOf(in))
			if slices.ContainsFunc(o.found, func(t target) bool { return t.address == address }) {
				return true
			}
		}
	}
	return false
}
