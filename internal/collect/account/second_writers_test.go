package account

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	cachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
)

// TestTransitMode: a cache that is being migrated accepts plain connections; one of which
// ElastiCache names no mode does not.
func TestTransitMode(t *testing.T) {
	r := testRegion()
	for mode, want := range map[cachetypes.TransitEncryptionMode]string{"": "required", cachetypes.TransitEncryptionModePreferred: "preferred"} {
		k := r.replicationGroup(cachetypes.ReplicationGroup{TransitEncryptionEnabled: aws.Bool(true), TransitEncryptionMode: mode}, cacheAnswers{})
		if got := k.TransitEncryptionMode.Or("unknown"); got != want {
			t.Errorf("the mode %q was read as %s", mode, got)
		}
	}
}
