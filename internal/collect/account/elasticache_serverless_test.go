package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticache/types"
)

// TestServerlessCache: a serverless cache is a cache, encrypted always, and the endpoint that ElastiCache makes for
// it is nobody else's; one of another cache stays.
func TestServerlessCache(t *testing.T) {
	r := testRegion()
	n := r.serverlessCache(
		types.ServerlessCache{
			ARN:                 aws.String("arn:aws:elasticache:eu-west-1:123456789012:serverlesscache:s"),
			Engine:              aws.String("valkey"),
			ServerlessCacheName: aws.String("s"),
			SubnetIds:           []string{"subnet-1", "subnet-2"},
			SecurityGroupIds:    []string{"sg-1"},
			Endpoint:            &types.Endpoint{Port: aws.Int32(6379)},
			Status:              aws.String("AVAILABLE"),
		},
	)
	if !n.InService.Or(false) || n.Shards.Or(0) != 1 || !n.NodeZones.IsWhole() {
		t.Errorf("a plan tells more than an account: %+v", n)
	}
	if n.Kind.Or("") != "serverless" || !n.EncryptionInTransit.Or(false) || n.Port.Or(0) != 6379 ||
		!n.Subnets.IsWhole() ||
		len(n.Subnets.Items()) != 2 {
		t.Errorf("%+v", n)
	}
	endpoint := func(id, service, group string) model.VPCEndpoint {
		return model.VPCEndpoint{
			Resource:    model.Resource{ID: id},
			ServiceName: model.Known(service),
			Placement: model.Placement{
				Subnets: model.Whole(
					r.ec2All("subnet", []string{"subnet-1", "subnet-2"})...),
				SecurityGroups: model.Whole(r.ec2All("security-group", []string{group})...),
			},
		}
	}
	const service = model.ServerlessCacheService + "eu-west-1.vpce-svc-0123456789abcdef0"
	r.a.Caches = []model.Cache{n}
	r.a.VPCEndpoints = []model.VPCEndpoint{
		endpoint("its", service, "sg-1"),
		endpoint("another", service, "sg-2"),
		endpoint("ecr", "com.amazonaws.eu-west-1.ecr.dkr", "sg-1"),
	}
	r.linkServerless()
	var left []string
	for _, e := range r.a.VPCEndpoints {
		left = append(left, e.ID)
	}
	if !slices.Equal(left, []string{"another", "ecr"}) || !slices.Equal(r.wires.gone, []string{"its"}) {
		t.Errorf("left %v, gone %v", left, r.wires.gone)
	}
}
