package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func key(c *collector, in *read.Instance) {
	c.keys.add(
		in.Address,
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
func (c *collector) keyHearsAlarms(in *read.Instance) model.Value[bool] {
	if in.Data {
		return model.Unknown[bool](
			model.Why{Reason: model.NotManaged, Detail: "a data source does not show a key's policy"},
		)
	}
	return form.KeyHearsAlarms(c.resourcePolicy(in, "aws_kms_key_policy", "key_id"), c.HomeOf(in))
}

// keyRotation: KMS cannot renew key material of somebody's own, and a replica has what its primary key has.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
func (c *collector) keyRotation(in *read.Instance) model.Value[bool] {
	switch in.Type {
	case read.ExternalKey, read.ReplicaExternalKey:
		return model.Known(false)
	case read.ReplicaKey:
		primary := c.ByAddress[c.Ref(in, []string{"aws_kms_key"}, "primary_key_arn").Or("")]
		if primary != nil && primary != in && primary.Type != read.ReplicaKey {
			return c.keyRotation(primary)
		}
		return in.Boolean("key_rotation_enabled")
	}
	return model.Every(in.Boolean("enable_key_rotation", false), isRenewable(in))
}

// isRenewable reports whether KMS renews the material of a key where it is asked to: that of a symmetric key which no
// store of somebody's own holds.
func isRenewable(in *read.Instance) model.Value[bool] {
	const symmetric = "SYMMETRIC_DEFAULT"
	return model.Every(
		model.Is(in.Text("customer_master_key_spec", symmetric), symmetric),
		model.Is(in.Text("custom_key_store_id", ""), ""),
	)
}

// keyState is Enabled unless the author disables the key, or gives none of the material that it wants. A data source
// shows the state itself.
func keyState(in *read.Instance) model.Value[string] {
	wantsMaterial := in.Type == read.ExternalKey || in.Type == read.ReplicaExternalKey
	switch {
	case in.Data:
		return in.Text("key_state")
	case wantsMaterial && in.Created && !in.IsWritten("key_material_base64"):
		return model.Known("PendingImport")
	case wantsMaterial && !in.Created:
		return in.Text("key_state")
	}
	attribute := "enabled"
	if in.Type == "aws_kms_key" {
		attribute = "is_enabled"
	}
	return model.Map(in.Boolean(attribute, true), func(enabled bool) string {
		if enabled {
			return "Enabled"
		}
		return "Disabled"
	})
}
