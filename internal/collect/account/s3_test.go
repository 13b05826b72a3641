package account

import (
	"context"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	controltypes "github.com/aws/aws-sdk-go-v2/service/s3control/types"
	"github.com/aws/smithy-go"
)

// bucketAnswers answers about one bucket of which S3 knows nothing but who gets in.
type bucketAnswers struct {
	bucketAPI
	block  *types.PublicAccessBlockConfiguration
	policy string
	grants []types.Grant
	denied bool
	// account is what the account's own block closes; nobody knows it of the zero one.
	account closes
	// listed: objects may have lists of their own. points is what access points let in.
	listed bool
	points model.Value[bool]
}

func (b bucketAnswers) publicPoint(context.Context, *string) model.Value[bool] { return b.points }

func (b bucketAnswers) GetBucketOwnershipControls(
	context.Context,
	*s3.GetBucketOwnershipControlsInput,
	...func(*s3.Options),
) (*s3.GetBucketOwnershipControlsOutput, error) {
	if b.listed {
		return nil, b.absent("OwnershipControlsNotFoundError")
	}
	return &s3.GetBucketOwnershipControlsOutput{OwnershipControls: &types.OwnershipControls{
		Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced}},
	}}, nil
}

func (b bucketAnswers) accountBlock(context.Context) closes { return b.account }

func (b bucketAnswers) absent(code string) error {
	if b.denied {
		code = "AccessDenied"
	}
	return &smithy.GenericAPIError{Code: code}
}

func (b bucketAnswers) GetPublicAccessBlock(
	context.Context,
	*s3.GetPublicAccessBlockInput,
	...func(*s3.Options),
) (*s3.GetPublicAccessBlockOutput, error) {
	if b.block == nil {
		return nil, b.absent("NoSuchPublicAccessBlockConfiguration")
	}
	return &s3.GetPublicAccessBlockOutput{PublicAccessBlockConfiguration: b.block}, nil
}

func (b bucketAnswers) GetBucketPolicy(
	context.Context,
	*s3.GetBucketPolicyInput,
	...func(*s3.Options),
) (*s3.GetBucketPolicyOutput, error) {
	if b.policy == "" {
		return nil, b.absent("NoSuchBucketPolicy")
	}
	return &s3.GetBucketPolicyOutput{Policy: &b.policy}, nil
}

func (b bucketAnswers) GetBucketAcl(
	context.Context,
	*s3.GetBucketAclInput,
	...func(*s3.Options),
) (*s3.GetBucketAclOutput, error) {
	return &s3.GetBucketAclOutput{Grants: b.grants}, nil
}

func (b bucketAnswers) GetBucketVersioning(
	context.Context,
	*s3.GetBucketVersioningInput,
	...func(*s3.Options),
) (*s3.GetBucketVersioningOutput, error) {
	if b.denied {
		return nil, b.absent("")
	}
	return &s3.GetBucketVersioningOutput{}, nil
}

func (b bucketAnswers) GetBucketEncryption(
	context.Context,
	*s3.GetBucketEncryptionInput,
	...func(*s3.Options),
) (*s3.GetBucketEncryptionOutput, error) {
	return nil, b.absent("ServerSideEncryptionConfigurationNotFoundError")
}

func (b bucketAnswers) GetBucketLifecycleConfiguration(
	context.Context,
	*s3.GetBucketLifecycleConfigurationInput,
	...func(*s3.Options),
) (*s3.GetBucketLifecycleConfigurationOutput, error) {
	return nil, b.absent("NoSuchLifecycleConfiguration")
}

func (b bucketAnswers) GetBucketTagging(
	context.Context,
	*s3.GetBucketTaggingInput,
	...func(*s3.Options),
) (*s3.GetBucketTaggingOutput, error) {
	return nil, b.absent("NoSuchTagSet")
}

// TestBucketAnswers: what is absent is known, what is denied is not, and what is open may be closed by the account.
func TestBucketAnswers(t *testing.T) {
	const anybody = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}`
	const delegates = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"123456789012"}}}]}`
	everybody := []types.Grant{
		{Grantee: &types.Grantee{URI: aws.String("http://acs.amazonaws.com/groups/global/AllUsers")}},
	}
	for name, c := range map[string]struct {
		answers bucketAnswers
		want    string
	}{
		"left alone":                          {bucketAnswers{}, "false"},
		"a policy":                            {bucketAnswers{policy: anybody}, "unknown"},
		"a policy, in an account that closes": {bucketAnswers{policy: anybody, account: closes{policies: model.Known(true)}}, "false"},
		"a policy, in an account that closes lists": {bucketAnswers{policy: anybody, account: closes{policies: model.Known(false), lists: model.Known(true)}}, "true"},
		"a policy, closed":                          {bucketAnswers{policy: anybody, block: &types.PublicAccessBlockConfiguration{RestrictPublicBuckets: aws.Bool(true)}}, "false"},
		"a list":                                    {bucketAnswers{grants: everybody}, "unknown"},
		"a list, closed":                            {bucketAnswers{grants: everybody, block: &types.PublicAccessBlockConfiguration{IgnorePublicAcls: aws.Bool(true)}}, "false"},
		"objects with lists":                        {bucketAnswers{listed: true, account: closes{lists: model.Known(false)}}, "unknown"},
		"objects with lists, in an account that closes": {bucketAnswers{listed: true, account: closes{lists: model.Known(true)}}, "false"},
		"objects with lists, closed":                    {bucketAnswers{listed: true, block: &types.PublicAccessBlockConfiguration{IgnorePublicAcls: aws.Bool(true)}}, "false"},
		"a public access point":                         {bucketAnswers{policy: delegates, points: model.Known(true), account: closes{policies: model.Known(false)}}, "true"},
		"a public access point, closed":                 {bucketAnswers{policy: delegates, points: model.Known(true), block: &types.PublicAccessBlockConfiguration{RestrictPublicBuckets: aws.Bool(true)}}, "false"},
		"a public access point that is not let in":      {bucketAnswers{points: model.Known(true)}, "false"},
		"access points":                                 {bucketAnswers{policy: delegates, points: model.Known(false)}, "false"},
		"access points that are not read":               {bucketAnswers{policy: delegates, account: closes{policies: model.Known(false)}}, "unknown"},
		"denied":                                        {bucketAnswers{denied: true}, "unknown"},
		"denied, and yet close":                         {bucketAnswers{denied: true, block: &types.PublicAccessBlockConfiguration{RestrictPublicBuckets: aws.Bool(true)}}, "false"},
	} {
		r := testRegion()
		r.bucket(context.Background(), c.answers, "arn:aws:s3:::b")
		b := r.a.Buckets[0]
		got := map[bool]string{true: "unknown", false: "true"}[!b.Public.IsKnown()]
		if public, known := b.Public.Get(); known && !public {
			got = "false"
		}
		if got != c.want {
			t.Errorf("%s: public is %s, want %s", name, got, c.want)
		}
		if b.Versioning.IsKnown() == c.answers.denied || b.Lifecycle.IsKnown() == c.answers.denied ||
			b.KMSKey.IsKnown() == c.answers.denied ||
			b.Tags.IsKnown() == c.answers.denied {
			t.Errorf("%s: %+v", name, b)
		}
	}
}

// TestAges: rules about old versions do nothing to a bucket without any.
func TestAges(t *testing.T) {
	old := types.LifecycleRule{NoncurrentVersionExpiration: &types.NoncurrentVersionExpiration{}}
	moved := types.LifecycleRule{Transitions: []types.Transition{{}}}
	unread := model.Unknown[bool](model.Why{Reason: model.AccessDenied})
	for _, c := range []struct{ got, want model.Value[bool] }{
		{ages(old, model.Known(true)), model.Known(true)},
		{ages(old, model.Known(false)), model.Known(false)},
		{ages(moved, model.Known(false)), model.Known(true)},
		{ages(types.LifecycleRule{}, unread), model.Known(false)},
	} {
		if c.got != c.want {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
	if got := ages(old, unread); got.IsKnown() {
		t.Errorf("whether it has versions was not read: %v", got)
	}
}

// pointAnswers answers about one access point.
type pointAnswers struct {
	origin   controltypes.NetworkOrigin
	public   bool
	closed   bool
	unlisted error
}

func (p pointAnswers) ListAccessPoints(
	context.Context,
	*s3control.ListAccessPointsInput,
	...func(*s3control.Options),
) (*s3control.ListAccessPointsOutput, error) {
	return &s3control.ListAccessPointsOutput{
		AccessPointList: []controltypes.AccessPoint{{Name: aws.String("p"), NetworkOrigin: p.origin}},
	}, p.unlisted
}

func (p pointAnswers) GetAccessPointPolicyStatus(
	context.Context,
	*s3control.GetAccessPointPolicyStatusInput,
	...func(*s3control.Options),
) (*s3control.GetAccessPointPolicyStatusOutput, error) {
	return &s3control.GetAccessPointPolicyStatusOutput{
		PolicyStatus: &controltypes.PolicyStatus{IsPublic: p.public},
	}, nil
}

func (p pointAnswers) GetAccessPoint(
	context.Context,
	*s3control.GetAccessPointInput,
	...func(*s3control.Options),
) (*s3control.GetAccessPointOutput, error) {
	return &s3control.GetAccessPointOutput{
		PublicAccessBlockConfiguration: &controltypes.PublicAccessBlockConfiguration{
			RestrictPublicBuckets: aws.Bool(p.closed),
		},
	}, nil
}

// TestAccessPoints: one that lets anybody in from the internet is public, unless its own block closes it.
func TestAccessPoints(t *testing.T) {
	for name, c := range map[string]struct {
		answers pointAnswers
		want    model.Value[bool]
	}{
		"public":     {pointAnswers{origin: "Internet", public: true}, model.Known(true)},
		"closed":     {pointAnswers{origin: "Internet", public: true, closed: true}, model.Known(false)},
		"of some":    {pointAnswers{origin: "Internet"}, model.Known(false)},
		"of a VPC":   {pointAnswers{origin: "VPC", public: true}, model.Known(false)},
		"not listed": {pointAnswers{unlisted: &smithy.GenericAPIError{Code: "AccessDenied"}}, model.Value[bool]{}},
	} {
		got := publicPointOf(context.Background(), c.answers, aws.String("1"), aws.String("b"))
		if got.IsKnown() != c.want.IsKnown() || got.Or(false) != c.want.Or(false) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
