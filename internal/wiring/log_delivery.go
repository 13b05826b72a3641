package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// Who writes access logs: the service of application load balancers, and that of network load balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
const (
	balancerLogs = "logdelivery.elasticloadbalancing.amazonaws.com"
	networkLogs  = "delivery.logs.amazonaws.com"
	putsObject   = "s3:putobject"
)

// delivery is how access logs get from a load balancer into a bucket.
type delivery struct {
	lb     *model.LoadBalancer
	bucket *model.Bucket
	// objects is what they are called with their bucket, as a pattern.
	objects string
}

// accessLogs is whether access logs are switched on and arrive, with what keeps them. Of a bucket that the input
// does not hold nothing is said: AWS switches no logs on that do not arrive at that time.
func (b *builder) accessLogs(lb *model.LoadBalancer) (arrive model.Value[bool], notes []string) {
	id, known := lb.AccessLogsBucket.Get()
	i := slices.IndexFunc(b.Model.Buckets, func(n model.Bucket) bool { return n.ID == id })
	if !known || i < 0 || b.Model.Buckets[i].Source.Data {
		return lb.AccessLogs, nil
	}
	n := &b.Model.Buckets[i]
	d := delivery{lb, n, orAny(n.Name) + "/" + prefixOf(lb) + "AWSLogs/" + orAny(lb.Account) + "/*"}
	arrive = lb.AccessLogs
	for _, t := range []struct {
		is        model.Value[bool]
		otherwise string
	}{
		{model.Equal(n.Region, lb.Region), "is in another region"},
		{d.encrypts(), "encrypts in a way in which its logs are not written"},
		{b.permits(d), "does not let it write by its policy"},
	} {
		if holds, decided := t.is.Get(); decided && !holds {
			notes = append(notes, "the bucket "+n.ID+" "+t.otherwise)
		}
		arrive = model.Every(arrive, t.is)
	}
	return arrive, notes
}

// orAny is a text, or the pattern of any.
func orAny(v model.Value[string]) string {
	text, known := v.Get()
	if !known || text == "" {
		return "*"
	}
	return text
}

// prefixOf is what stands before the names of the logs, if anything.
func prefixOf(lb *model.LoadBalancer) string {
	prefix, known := lb.AccessLogsPrefix.Get()
	switch {
	case !known:
		return "*"
	case prefix == "":
		return ""
	}
	return strings.TrimSuffix(prefix, "/") + "/"
}

// encrypts: application load balancers write to buckets with keys of S3 alone, network load balancers also to one
// with a key of its own.
func (d delivery) encrypts() model.Value[bool] {
	plain := model.Is(d.bucket.Algorithm, "AES256")
	own := model.Every(
		model.Is(d.lb.LoadBalancerType, "network"),
		model.Map(d.bucket.KMSKey, func(key string) bool { return key != "" }),
	)
	return model.Some(plain, own)
}

// permits is whether the policy of the bucket lets the logs in. A plan may leave the policy to another one, and AWS
// then refuses to switch logs on before it is there.
func (b *builder) permits(d delivery) model.Value[bool] {
	policy := d.bucket.Policy
	if len(policy.Items()) == 0 && !policy.IsWhole() && policy.Why().Reason == model.NotManaged {
		return model.Known(true)
	}
	allows, denies := []model.Value[bool]{}, []model.Value[bool]{}
	for _, s := range policy.Items() {
		allows = append(allows, model.Every(model.Is(s.Effect, "Allow"), d.isMeant(s), d.speaksOf(s)))
		denies = append(denies, model.Every(model.Is(s.Effect, "Deny"), d.isMeant(s), d.speaksOf(s), meetsLogs(s)))
	}
	if !policy.IsWhole() {
		open := model.Unknown[bool](policy.Why())
		allows, denies = append(allows, open), append(denies, open)
	}
	return model.Every(model.Some(allows...), model.Not(model.Some(denies...)))
}

// isMeant is whether a statement is about who writes the logs.
func (d delivery) isMeant(s model.Statement) model.Value[bool] {
	if len(s.NotPrincipals.Items()) > 0 || !s.NotPrincipals.IsWhole() {
		return model.Unknown[bool](
			model.Why{Reason: model.Unsupported, Detail: "a policy of " + d.bucket.ID + " that means all but some"},
		)
	}
	any := []model.Value[bool]{}
	for _, p := range s.Principals.Items() {
		any = append(any, d.isWriter(p))
	}
	if !s.Principals.IsWhole() {
		any = append(any, model.Unknown[bool](s.Principals.Why()))
	}
	return model.Some(any...)
}

func (d delivery) isWriter(principal string) model.Value[bool] {
	isNetwork := model.Is(d.lb.LoadBalancerType, "network")
	account := principal
	if arn, isARN := model.ParseARN(principal); isARN {
		account = arn.Account
	}
	switch principal {
	case "*":
		return model.Known(true)
	case networkLogs:
		return isNetwork
	case balancerLogs:
		return model.Not(isNetwork)
	}
	return model.Every(
		model.Not(isNetwork),
		model.Map(
			d.lb.Region,
			func(region string) bool { return account != "" && writerAccounts()[region] == account },
		),
	)
}

// speaksOf is whether a statement is about writing what the logs are called.
func (d delivery) speaksOf(s model.Statement) model.Value[bool] {
	acts := matches(s.Actions, putsObject, true)
	if but := s.NotActions; len(but.Items()) > 0 {
		acts = model.Not(matches(but, putsObject, true))
	}
	on := d.isAbout(s.Resources)
	if but := s.NotResources; len(but.Items()) > 0 {
		on = model.Not(d.isAbout(but))
	}
	return model.Every(acts, on)
}

// isNamed is true where all is known that the names of the logs are made of.
func (d delivery) isNamed() model.Value[bool] {
	isText := func(string) bool { return true }
	return model.Every(
		model.Map(d.bucket.Name, isText),
		model.Map(d.lb.AccessLogsPrefix, isText),
		model.Map(d.lb.Account, isText),
	)
}

// isAbout: a pattern that shares no name with the logs is not about them; one that shares some is, as it may say
// more of their names than is known here.
func (d delivery) isAbout(patterns model.List[string]) model.Value[bool] {
	any := []model.Value[bool]{}
	for _, pattern := range patterns.Items() {
		if _, name, isARN := strings.Cut(pattern, ":::"); isARN {
			pattern = name
		}
		pattern = strings.ReplaceAll(pattern, model.KnownLater, "*")
		switch named := d.isNamed(); {
		case !glob.Meet(pattern, d.objects):
		case named.IsKnown() || glob.Subsumes(pattern, d.objects):
			any = append(any, model.Known(true))
		default:
			any = append(any, named)
		}
	}
	if !patterns.IsWhole() {
		any = append(any, model.Unknown[bool](patterns.Why()))
	}
	return model.Some(any...)
}

// meetsLogs is whether what writes logs meets the conditions of a denial: it comes by TLS; of others nothing is
// taken for granted.
func meetsLogs(s model.Statement) model.Value[bool] {
	meets := model.Known(true)
	if !s.Conditions.IsWhole() {
		meets = model.Unknown[bool](s.Conditions.Why())
	}
	for _, c := range s.Conditions.Items() {
		isPlain := model.Every(
			model.Map(c.Key, func(key string) bool { return strings.EqualFold(key, "aws:SecureTransport") }),
			model.Map(
				c.Operator,
				func(o string) bool { return strings.HasPrefix(o, "Bool") },
			),
			model.Known(slices.Contains(c.Values.Items(), "false")),
		)
		if is, known := isPlain.Get(); known && is {
			return model.Known(false)
		}
		meets = model.Every(
			meets,
			model.Unknown[bool](
				model.Why{Reason: model.Unsupported, Detail: "a bucket's policy denies on a condition"},
			),
		)
	}
	return meets
}

// writerAccounts are AWS's own accounts that write the logs of application load balancers in older regions.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
func writerAccounts() map[string]string {
	return map[string]string{
		"us-east-1":      "127311923021",
		"us-east-2":      "033677994240",
		"us-west-1":      "027434742980",
		"us-west-2":      "797873946194",
		"af-south-1":     "098369216593",
		"ap-east-1":      "754344448648",
		"ap-southeast-3": "589379963580",
		"ap-south-1":     "718504428378",
		"ap-northeast-3": "383597477331",
		"ap-northeast-2": "600734575887",
		"ap-southeast-1": "114774131450",
		"ap-southeast-2": "783225319266",
		"ap-northeast-1": "582318560864",
		"ca-central-1":   "985666609251",
		"eu-central-1":   "054676820928",
		"eu-west-1":      "156460612806",
		"eu-west-2":      "652711504416",
		"eu-south-1":     "635631232127",
		"eu-west-3":      "009996457667",
		"eu-north-1":     "897822967062",
		"me-south-1":     "076674570225",
		"sa-east-1":      "507241528517",
		"us-gov-west-1":  "048591011584",
		"us-gov-east-1":  "190560391635",
		"cn-north-1":     "638102146993",
		"cn-northwest-1": "037604701340",
	}
}
