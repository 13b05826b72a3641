package account

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/acm"
	acmtypes "github.com/aws/aws-sdk-go-v2/service/acm/types"
	budgets "github.com/aws/aws-sdk-go-v2/service/budgets/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	snstypes "github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/aws/smithy-go"
)

// recorded answers as AWS does, where the emulator leaves something out.
type recorded struct {
	loadBalancingAPI
	databaseAPI
	certificate *acmtypes.CertificateDetail
	health      []elbtypes.TargetHealthStateEnum
	targets     []elbtypes.TargetHealthDescription
	backups     []rdstypes.DBInstanceAutomatedBackup
	attributes  map[string]string
	filter      string
	err         error
}

func (r recorded) DescribeCertificate(
	context.Context,
	*acm.DescribeCertificateInput,
	...func(*acm.Options),
) (*acm.DescribeCertificateOutput, error) {
	return &acm.DescribeCertificateOutput{Certificate: r.certificate}, r.err
}

func (r recorded) DescribeTargetHealth(
	context.Context,
	*elb.DescribeTargetHealthInput,
	...func(*elb.Options),
) (*elb.DescribeTargetHealthOutput, error) {
	out := &elb.DescribeTargetHealthOutput{TargetHealthDescriptions: r.targets}
	for _, state := range r.health {
		out.TargetHealthDescriptions = append(
			out.TargetHealthDescriptions,
			elbtypes.TargetHealthDescription{TargetHealth: &elbtypes.TargetHealth{State: state}},
		)
	}
	return out, r.err
}

func (r recorded) DescribeDBInstanceAutomatedBackups(
	context.Context,
	*rds.DescribeDBInstanceAutomatedBackupsInput,
	...func(*rds.Options),
) (*rds.DescribeDBInstanceAutomatedBackupsOutput, error) {
	return &rds.DescribeDBInstanceAutomatedBackupsOutput{DBInstanceAutomatedBackups: r.backups}, r.err
}

func (r recorded) ListTopics(
	context.Context,
	*sns.ListTopicsInput,
	...func(*sns.Options),
) (*sns.ListTopicsOutput, error) {
	return &sns.ListTopicsOutput{
		Topics: []snstypes.Topic{{TopicArn: aws.String("arn:aws:sns:eu-west-1:123456789012:alarms")}},
	}, nil
}

func (r recorded) ListSubscriptions(
	context.Context,
	*sns.ListSubscriptionsInput,
	...func(*sns.Options),
) (*sns.ListSubscriptionsOutput, error) {
	topic := aws.String("arn:aws:sns:eu-west-1:123456789012:alarms")
	return &sns.ListSubscriptionsOutput{Subscriptions: []snstypes.Subscription{
		{
			TopicArn:        topic,
			Protocol:        aws.String("email"),
			Endpoint:        aws.String("someone@example.com"),
			SubscriptionArn: aws.String("PendingConfirmation"),
		},
		{TopicArn: topic, Protocol: aws.String("email"), SubscriptionArn: aws.String("Deleted")},
		{
			TopicArn:        topic,
			Protocol:        aws.String("sms"),
			SubscriptionArn: aws.String("arn:aws:sns:eu-west-1:123456789012:alarms:1"),
		},
	}}, r.err
}

func (r recorded) GetTopicAttributes(
	context.Context,
	*sns.GetTopicAttributesInput,
	...func(*sns.Options),
) (*sns.GetTopicAttributesOutput, error) {
	return &sns.GetTopicAttributesOutput{Attributes: r.attributes}, r.err
}

// TestNumbersThatAreNone: AWS's answers can hold NaN and infinity, and the model cannot.
func TestNumbersThatAreNone(t *testing.T) {
	for _, n := range []float64{math.NaN(), math.Inf(1), 1e300} {
		if real(&n).IsKnown() || bound(&n).IsKnown() ||
			amount(budgets.Spend{Amount: aws.String(fmt.Sprint(n))}).IsKnown() {
			t.Errorf("%v is known", n)
		}
	}
	if n := -2.5; real(&n).Or(0) != n || bound(&n).Or("") != "-2.5" ||
		amount(budgets.Spend{Amount: aws.String("-2.5")}).Or(0) != n {
		t.Error("-2.5 is not known")
	}
}

// TestTopicsThatHear: the policy and the key of a topic decide whether CloudWatch and Budgets may publish to it.
func TestTopicsThatHear(t *testing.T) {
	const everybody = `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:Publish"],"Condition":{"StringEquals":{"AWS:SourceOwner":"123456789012"}}}]}`
	lets := func(service string) recorded {
		return recorded{attributes: map[string]string{"Policy": fmt.Sprintf(
			`{"Statement":{"Effect":"Allow","Principal":{"Service":"%s.amazonaws.com"},"Action":"sns:*"}}`, service)}}
	}
	for name, c := range map[string]struct {
		answer          recorded
		alarms, budgets string
	}{
		"the default policy":   {recorded{attributes: map[string]string{"Policy": everybody}}, "true", "true"},
		"another service":      {lets("events"), "false", "false"},
		"CloudWatch alone":     {lets("cloudwatch"), "true", "false"},
		"Budgets alone":        {lets("budgets"), "false", "true"},
		"AWS's own key":        {recorded{attributes: map[string]string{"Policy": everybody, "KmsMasterKeyId": "alias/aws/sns"}}, "false", "false"},
		"a key of one's own":   {recorded{attributes: map[string]string{"Policy": everybody, "KmsMasterKeyId": "alias/shop"}}, "true", "true"},
		"no answer":            {recorded{err: errors.New("no")}, "unknown", "unknown"},
		"an answer without it": {recorded{}, "unknown", "unknown"},
	} {
		r := testRegion()
		readTopicsOf(context.Background(), r, c.answer)
		said := func(v model.Value[bool]) string {
			if hears, known := v.Get(); known {
				return strconv.FormatBool(hears)
			}
			return "unknown"
		}
		topic := r.a.Topics[0]
		if alarms, budgets := said(
			topic.HearsAlarms,
		), said(
			topic.HearsBudgets,
		); alarms != c.alarms ||
			budgets != c.budgets {
			t.Errorf("%s: alarms %s, budgets %s", name, alarms, budgets)
		}
	}
}

func (r recorded) GetSubscriptionAttributes(
	_ context.Context,
	in *sns.GetSubscriptionAttributesInput,
	_ ...func(*sns.Options),
) (*sns.GetSubscriptionAttributesOutput, error) {
	if !strings.HasSuffix(aws.ToString(in.SubscriptionArn), ":1") {
		return nil, errors.New("no such subscription")
	}
	return &sns.GetSubscriptionAttributesOutput{Attributes: map[string]string{"FilterPolicy": r.filter}}, r.err
}

// TestFiltersOfSubscribers: who subscribes to what an alarm notifies hears it only if his filter lets
// it through. Others are not asked for theirs.
func TestFiltersOfSubscribers(t *testing.T) {
	const topic = "arn:aws:sns:eu-west-1:123456789012:alarms"
	for _, c := range []struct {
		filter, notifies string
		err              error
		hears, known     bool
	}{
		{"", topic, nil, true, true}, {`{"team":["a"]}`, topic, nil, false, true}, {`{"team":["a"]}`, "other", nil, true, true},
		{"", topic, errors.New("denied"), false, false},
	} {
		r := testRegion()
		readTopicsOf(context.Background(), r, recorded{})
		r.a.CompositeAlarms = []model.CompositeAlarm{{AlarmActions: model.Whole(c.notifies)}}
		readFilters(context.Background(), r, recorded{filter: c.filter, err: c.err})
		hears, known := r.a.Topics[0].Subscriptions.Items()[2].Confirmed.Get()
		if hears != c.hears || known != c.known {
			t.Errorf("%+v: %v %v", c, hears, known)
		}
	}
}

// TestPendingSubscriptions: who has not confirmed yet, or has left, subscribes to nothing.
func TestPendingSubscriptions(t *testing.T) {
	r := testRegion()
	readTopicsOf(context.Background(), r, recorded{})
	confirmed := 0
	for _, s := range r.a.Topics[0].Subscriptions.Items() {
		if s.Confirmed.Or(false) {
			confirmed++
		}
	}
	if confirmed != 1 || len(r.a.Topics[0].Subscriptions.Items()) != 3 {
		t.Errorf("%d confirmed of %v", confirmed, r.a.Topics[0].Subscriptions)
	}
	r = testRegion()
	readTopicsOf(context.Background(), r, recorded{err: errors.New("no")})
	if r.a.Topics[0].Subscriptions.IsWhole() {
		t.Error("subscriptions that were not read are whole")
	}
}

func TestCertificates(t *testing.T) {
	now := testRegion().Now()
	for _, c := range []struct {
		name   string
		detail *acmtypes.CertificateDetail
		err    error
		status string
		days   int
		known  bool
	}{
		{"issued", &acmtypes.CertificateDetail{Status: acmtypes.CertificateStatusIssued, NotAfter: aws.Time(now.Add(36 * time.Hour))}, nil, "ISSUED", 1, true},
		{"expired", &acmtypes.CertificateDetail{Status: acmtypes.CertificateStatusExpired, NotAfter: aws.Time(now.Add(-time.Hour))}, nil, "EXPIRED", -1, true},
		{"pending", &acmtypes.CertificateDetail{Status: acmtypes.CertificateStatusPendingValidation}, nil, "PENDING_VALIDATION", 0, false},
		{"denied", nil, &smithy.GenericAPIError{Code: "AccessDeniedException"}, "", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := testRegion()
			r.certificate(
				context.Background(),
				recorded{certificate: c.detail, err: c.err},
				"arn:aws:acm:eu-west-1:123456789012:certificate/x",
			)
			n := r.a.Certificates[0]
			if days, known := n.ExpiresInDays.Get(); n.Status.Or("") != c.status || known != c.known || days != c.days {
				t.Errorf("%s, %v days", n.Status.Or("?"), n.ExpiresInDays)
			}
		})
	}
}

// TestTargetHealth: a target that drains is none any more, one that is unused is not healthy.
func TestTargetHealth(t *testing.T) {
	n := model.TargetGroup{}
	targetHealth(
		context.Background(),
		recorded{
			health: []elbtypes.TargetHealthStateEnum{
				elbtypes.TargetHealthStateEnumHealthy,
				elbtypes.TargetHealthStateEnumDraining,
				elbtypes.TargetHealthStateEnumUnhealthy,
				elbtypes.TargetHealthStateEnumUnused,
			},
		},
		&n,
	)
	if n.Targets.Or(-1) != 3 || n.HealthyTargets.Or(-1) != 1 {
		t.Errorf("%v targets, %v healthy", n.Targets, n.HealthyTargets)
	}
	targetHealth(context.Background(), recorded{err: errors.New("no")}, &n)
	if n.HealthyTargets.IsKnown() {
		t.Error("health that was not read is known")
	}
}

func TestReplicatedBackups(t *testing.T) {
	id := "arn:aws:rds:eu-west-1:123456789012:db:shop"
	all := readAutomatedBackups(
		context.Background(),
		recorded{backups: []rdstypes.DBInstanceAutomatedBackup{{DBInstanceArn: aws.String(id),
			DBInstanceAutomatedBackupsReplications: []rdstypes.DBInstanceAutomatedBackupsReplication{{}}}}},
	)
	if all.of(id, nil).Or(0) != 1 || all.of("another", nil).Or(-1) != 0 {
		t.Errorf("%v", all)
	}
	if readAutomatedBackups(context.Background(), recorded{err: errors.New("no")}).of(id, nil).IsKnown() {
		t.Error("backups that were not read are counted")
	}
}

// TestRouteTargets tells gateways apart by what AWS names, with what is switched off as a black hole.
func TestRouteTargets(t *testing.T) {
	r := testRegion()
	for want, route := range map[string]types.Route{
		"internet_gateway": {GatewayId: aws.String("igw-1")}, "vpn_gateway": {GatewayId: aws.String("vgw-1")}, "vpc_endpoint": {GatewayId: aws.String("vpce-1")},
		"local": {GatewayId: aws.String("local")}, "nat_gateway": {NatGatewayId: aws.String("nat-1")}, "transit_gateway": {TransitGatewayId: aws.String("tgw-1")},
		"vpc_peering_connection": {VpcPeeringConnectionId: aws.String("pcx-1")}, "egress_only_internet_gateway": {EgressOnlyInternetGatewayId: aws.String("eigw-1")},
		"carrier_gateway": {CarrierGatewayId: aws.String("cagw-1")}, "network_interface": {NetworkInterfaceId: aws.String("eni-1"), InstanceId: aws.String("i-1")},
		"core_network": {CoreNetworkArn: aws.String("arn:aws:networkmanager::1:core-network/x")},
		"blackhole":    {NatGatewayId: aws.String("nat-2"), State: types.RouteStateBlackhole},
	} {
		if got := r.route(route, "rtb").TargetType.Or("unknown"); got != want {
			t.Errorf("%s was read as %s", want, got)
		}
	}
	if r.route(types.Route{}, "rtb").TargetType.IsKnown() {
		t.Error("a target that nobody knows is known")
	}
}

func TestPeerings(t *testing.T) {
	r := testRegion()
	got := r.peerVPC(
		&types.VpcPeeringConnectionVpcInfo{
			VpcId:   aws.String("vpc-1"),
			OwnerId: aws.String("999999999999"),
			Region:  aws.String("us-east-1"),
		},
	)
	if got.Or("") != "arn:aws:ec2:us-east-1:999999999999:vpc/vpc-1" {
		t.Errorf("the VPC of another account is %v", got)
	}
	if !isOver(types.VpcPeeringConnectionStateReasonCodeRejected) ||
		isOver(types.VpcPeeringConnectionStateReasonCodeActive) {
		t.Error("a rejected connection is there, or an active one is not")
	}
}

// TestMasterPasswordOfAnAccount: RDS says when it manages the password, and nothing of any other.
func TestMasterPasswordOfAnAccount(t *testing.T) {
	r := testRegion()
	managed := &rdstypes.MasterUserSecret{SecretStatus: aws.String("active")}
	if got := r.database(
		rdstypes.DBInstance{MasterUserSecret: managed},
	).MasterPasswordInSecretsManager; !got.Or(false) {
		t.Errorf("a password that RDS manages is %v", got.Why())
	}
	if got := r.clusterDatabase(
		rdstypes.DBCluster{MasterUserSecret: managed},
	).MasterPasswordInSecretsManager; !got.Or(false) {
		t.Errorf("a cluster's password that RDS manages is %v", got.Why())
	}
	got := r.database(rdstypes.DBInstance{}).MasterPasswordInSecretsManager
	if got.IsKnown() || got.Why().Reason != model.NotRecorded {
		t.Errorf("where another password is kept is known, or unknown because of %v", got.Why())
	}
}

// TestAttachments: an attachment that a transit gateway's owner rejected, or that failed, joins nothing; one that waits
// for its acceptance may at any time.
func TestAttachments(t *testing.T) {
	for state, gone := range map[types.TransitGatewayAttachmentState]bool{
		types.TransitGatewayAttachmentStateRejected:          true,
		types.TransitGatewayAttachmentStateFailed:            true,
		types.TransitGatewayAttachmentStateDeleted:           true,
		types.TransitGatewayAttachmentStatePendingAcceptance: false,
		types.TransitGatewayAttachmentStateAvailable:         false,
	} {
		if joinsNothing(state) != gone {
			t.Errorf("%s: %v", state, !gone)
		}
	}
}

// TestSubnetIPv6: a block that is taken off a subnet is listed for a while, and routes nothing.
func TestSubnetIPv6(t *testing.T) {
	block := func(cidr string, state types.SubnetCidrBlockStateCode) types.SubnetIpv6CidrBlockAssociation {
		return types.SubnetIpv6CidrBlockAssociation{
			Ipv6CidrBlock:      aws.String(cidr),
			Ipv6CidrBlockState: &types.SubnetCidrBlockState{State: state},
		}
	}
	for state, want := range map[types.SubnetCidrBlockStateCode]string{
		types.SubnetCidrBlockStateCodeAssociated:    "2001:db8::/64",
		types.SubnetCidrBlockStateCodeDisassociated: "",
	} {
		n := testRegion().subnet(types.Subnet{
			Ipv6CidrBlockAssociationSet: []types.SubnetIpv6CidrBlockAssociation{block("2001:db8::/64", state)},
		})
		if got, known := n.IPv6CIDRBlock.Get(); !known || got != want {
			t.Errorf("%s: %v", state, n.IPv6CIDRBlock)
		}
	}
}
