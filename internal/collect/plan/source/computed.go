package source

import (
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/zclconf/go-cty/cty"
)

// masterSecret is the attribute that shows the secret which RDS keeps a master password in.
const masterSecret = "master_user_secret"

// computedBlock is a list that apply fills and of which it is known how many elements it has: RDS
// makes one secret where it manages the master password.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
func (e *Evaluator) computedBlock(in Instance, typ, name string) (cty.Value, bool) {
	if name != masterSecret || typ != "aws_db_instance" && typ != "aws_rds_cluster" ||
		!tree.IsTrue(in.Unknown.Get(name)) || !tree.IsTrue(in.After.Get("manage_master_user_password")) {
		return cty.NilVal, false
	}
	members := map[string]cty.Value{}
	for _, member := range []string{"kms_key_id", "secret_arn", "secret_status"} {
		members[member] = e.table.attribute(Origin{in.Address, masterSecret + ".0." + member})
	}
	return cty.TupleVal([]cty.Value{cty.ObjectVal(members)}), true
}
