package read

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// layIdentity fills in what the identity of a resource tells where its values do not: an update may
// mark an ARN as known after apply that cannot change. Terraform 1.12 and newer have identities, and
// their attributes bear the names of the resource's own.
// https://developer.hashicorp.com/terraform/internals/json-format#change-representation
func (in *Instance) layIdentity(raw []byte) error {
	if raw == nil || in.Data {
		return nil
	}
	identity, err := parsed(raw)
	if err != nil {
		return err
	}
	in.IdentityAccount = string(identity.GetStringBytes("account_id"))
	tree.Visit(identity, func(name string, value *fastjson.Value) {
		if len(value.GetStringBytes()) == 0 || !IsAlias(name) && name != "region" {
			return
		}
		if _, s := in.At(name); s != Unknown && s != Null {
			return
		}
		if in.After == nil || in.After.Type() != fastjson.TypeObject {
			in.After = new(fastjson.Arena).NewObject()
		}
		in.After.Set(name, value)
		if !tree.IsTrue(in.Unknown) && in.Unknown != nil {
			in.Unknown.Del(name)
		}
	})
	return nil
}

// identity is the identity that a resource has after a change: that from before where the change
// keeps the resource.
func (ch change) identity() []byte {
	switch {
	case ch.actions.Delete():
		return nil
	case isSet(ch.afterIdentity):
		return ch.afterIdentity
	case isSet(ch.beforeIdentity) && !ch.actions.Replace():
		return ch.beforeIdentity
	}
	return nil
}

func isSet(raw []byte) bool { return raw != nil && string(raw) != "null" }

// IsAlias reports whether other resources name a resource by this attribute.
func IsAlias(attribute string) bool {
	switch attribute {
	case "id",
		"arn",
		"name",
		"bucket",
		"identifier",
		"cluster_identifier",
		"replication_group_id",
		"cluster_id",
		"key_id",
		"repository_url",
		"arn_suffix",
		"dns_name",
		"arn_without_revision",
		"family",
		"function_name":
		return true
	}
	return false
}

// ARN is the ARN of a managed resource, which some types have for an id; empty before there is one.
func (in *Instance) ARN() string {
	for _, attribute := range []string{"arn", "id"} {
		if arn, ok := in.Text(attribute).Get(); ok && strings.HasPrefix(arn, "arn:") {
			return arn
		}
	}
	return ""
}

// identities are what an object is known by, its ARN first.
func (in *Instance) identities() (keys []string) {
	kind := strings.Replace(CanonicalType(in.Type), "aws_default_", "aws_", 1)
	if arn := in.OwnARN(); arn != "" {
		keys = append(keys, kind+"|"+arn)
	}
	if id := in.Plain("id"); id != "" {
		keys = append(keys, kind+"|"+id)
	}
	return keys
}

// OwnARN is the ARN of the thing itself, empty before there is one.
func (in *Instance) OwnARN() string {
	for _, name := range []string{"arn", "db_instance_arn"} {
		if arn := in.Plain(name); strings.HasPrefix(arn, "arn:") {
			return arn
		}
	}
	return ""
}
