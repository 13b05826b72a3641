package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func key(c *collector, in *instance) {
	c.keys.add(
		in.address,
		model.Key{
			Resource:        c.base(in, "description"),
			RotationEnabled: c.keyRotation(in),
			State:           keyState(in),
			HearsAlarms:     c.keyHearsAlarms(in),
		},
	)
}

// keyHearsAlarms reports whether the policy of a key lets CloudWatch use it; a new one without a policy has that of
// KMS, which lets the account alone.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
func (c *collector) keyHearsAlarms(in *instance) model.Value[bool] {
	if in.data {
		return model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a key's policy"},
		)
	}
	return form.KeyHearsAlarms(c.resourcePolicy(in, "aws_kms_key_policy", "key_id"), c.homeOf(in))
}

// keyRotation: KMS cannot renew key material of somebody's own, and a replica has what its primary key has.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
func (c *collector) keyRotation(in *instance) model.Value[bool] {
	switch in.typ {
	case externalKey, replicaExternalKey:
		return model.Known(false)
	case replicaKey:
		primary := c.byAddress[c.ref(in, []string{"aws_kms_key"}, "primary_key_arn").Or("")]
		if primary != nil && primary != in && primary.typ != replicaKey {
			return c.keyRotation(primary)
		}
		return in.boolean("key_rotation_enabled")
	}
	return model.Every(in.boolean("enable_key_rotation", false), isRenewable(in))
}

// isRenewable reports whether KMS renews the material of a key where it is asked to: that of a symmetric key which no
// store of somebody's own holds.
func isRenewable(in *instance) model.Value[bool] {
	const symmetric = "SYMMETRIC_DEFAULT"
	return model.Every(
		model.Is(in.str("customer_master_key_spec", symmetric), symmetric),
		model.Is(in.str("custom_key_store_id", ""), ""),
	)
}

// keyState is Enabled unless the author disables the key, or gives none of the material that it wants. A data source
// shows the state itself.
func keyState(in *instance) model.Value[string] {
	wantsMaterial := in.typ == externalKey || in.typ == replicaExternalKey
	switch {
	case in.data:
		return in.str("key_state")
	case wantsMaterial && in.created && !in.isWritten("key_material_base64"):
		return model.Known("PendingImport")
	case wantsMaterial && !in.created:
		return in.str("key_state")
	}
	attribute := "enabled"
	if in.typ == "aws_kms_key" {
		attribute = "is_enabled"
	}
	return model.Map(in.boolean(attribute, true), func(enabled bool) string {
		if enabled {
			return "Enabled"
		}
		return "Disabled"
	})
}
