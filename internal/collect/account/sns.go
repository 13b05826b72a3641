package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
)

// topicAPI is what is read of SNS.
type topicAPI interface {
	sns.ListTopicsAPIClient
	sns.ListSubscriptionsAPIClient
	GetTopicAttributes(
		context.Context,
		*sns.GetTopicAttributesInput,
		...func(*sns.Options),
	) (*sns.GetTopicAttributesOutput, error)
	filterAPI
}

// filterAPI tells what a subscription lets through.
type filterAPI interface {
	GetSubscriptionAttributes(
		context.Context,
		*sns.GetSubscriptionAttributesInput,
		...func(*sns.Options),
	) (*sns.GetSubscriptionAttributesOutput, error)
}

// readAlerts reads alarms and topics side by side, then what keeps the ones from the subscribers of the others.
func readAlerts(ctx context.Context, r *region) {
	api := sns.NewFromConfig(r.cfg())
	together(ctx, r, readAlarms, func(ctx context.Context, r *region) { readTopicsOf(ctx, r, api) })
	readFilters(ctx, r, api)
}

// notifiedBy are the ids of all that alarms act on.
func notifiedBy(a *model.Architecture) map[string]bool {
	ids := map[string]bool{}
	for _, one := range a.Alarms {
		for _, id := range one.AlarmActions.Items() {
			ids[id] = true
		}
	}
	for _, one := range a.CompositeAlarms {
		for _, id := range one.AlarmActions.Items() {
			ids[id] = true
		}
	}
	return ids
}

// readFilters asks for the filters of those who subscribe to what alarms notify, and of nobody else.
func readFilters(ctx context.Context, r *region, api filterAPI) {
	notified := notifiedBy(&r.a)
	var all []*model.Subscription
	for i := range r.a.Topics {
		t := &r.a.Topics[i]
		for i := range t.Subscriptions.Items() {
			if s := &t.Subscriptions.Items()[i]; notified[t.ID] && s.Confirmed.Or(false) {
				all = append(all, s)
			}
		}
	}
	follow(ctx, all, func(ctx context.Context, s *model.Subscription) {
		out, err := api.GetSubscriptionAttributes(
			ctx,
			&sns.GetSubscriptionAttributesInput{SubscriptionArn: aws.String(s.Origin)},
		)
		if err != nil {
			s.Confirmed = model.Unknown[bool](whyNot("SNS", "GetSubscriptionAttributes", err))
			return
		}
		s.Confirmed = form.LetsAlarmsThrough(
			model.Known(out.Attributes["FilterPolicy"]),
			model.Known(out.Attributes["FilterPolicyScope"]),
		)
	})
}

// receiver is the ARN of a queue or function that subscribes; addresses of people stay out.
func receiver(s types.Subscription) model.Value[string] {
	switch aws.ToString(s.Protocol) {
	case "sqs", "lambda":
		return value(s.Endpoint)
	}
	return model.Known("")
}

// pendingARN is the ARN of a subscription that nobody confirmed yet.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
const pendingARN = "PendingConfirmation"

// readTopicsOf reads topics and all subscriptions in two lists. Endpoints of subscribers stay out.
func readTopicsOf(ctx context.Context, r *region, api topicAPI) {
	subscriptions := map[string]model.List[model.Subscription]{}
	err := pages(
		ctx,
		sns.NewListSubscriptionsPaginator(api, &sns.ListSubscriptionsInput{}),
		func(out *sns.ListSubscriptionsOutput) {
			for _, s := range out.Subscriptions {
				topic, id := aws.ToString(s.TopicArn), aws.ToString(s.SubscriptionArn)
				if _, ok := subscriptions[topic]; !ok {
					subscriptions[topic] = model.Whole[model.Subscription]()
				}
				subscriptions[topic] = subscriptions[topic].With(
					model.Subscription{
						Protocol:  value(s.Protocol),
						Confirmed: model.Known(id != pendingARN && id != "Deleted"),
						Origin:    id,
						Receiver:  receiver(s),
					},
				)
			}
		},
	)
	var found []model.Topic
	_ = pages(ctx, sns.NewListTopicsPaginator(api, &sns.ListTopicsInput{}), func(out *sns.ListTopicsOutput) {
		for _, t := range out.Topics {
			id := aws.ToString(t.TopicArn)
			n := model.Topic{
				Resource:      r.resource("aws_sns_topic", id, nil, model.Value[map[string]string]{}),
				Subscriptions: model.Whole[model.Subscription](),
			}
			if list, ok := subscriptions[id]; ok {
				n.Subscriptions = list
			}
			if err != nil {
				n.Subscriptions = n.Subscriptions.Broken(whyNot("SNS", "ListSubscriptions", err))
			}
			found = append(found, n)
		}
	})
	follow(ctx, found, func(ctx context.Context, n model.Topic) {
		topicAttributes(ctx, api, &n)
		r.add(func(a *model.Architecture) { a.Topics = append(a.Topics, n) })
	})
}

// topicAttributes reads whether CloudWatch can publish to a topic: its policy lets it, and it is not encrypted
// with the key of AWS's own, which CloudWatch may not use.
// https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
func topicAttributes(ctx context.Context, api topicAPI, t *model.Topic) {
	out, err := api.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: aws.String(t.ID)})
	if err != nil {
		why := whyNot("SNS", "GetTopicAttributes", err)
		unread := model.Unknown[bool](why)
		t.HearsAlarms, t.HearsBudgets, t.KMSKey = unread, unread, model.Unknown[string](why)
		return
	}
	key := out.Attributes["KmsMasterKeyId"]
	t.KMSKey = model.Known(form.OwnKey(key))
	policy := policyOf(aws.String(out.Attributes["Policy"]), t.ID)
	if out.Attributes["Policy"] == "" { // each topic has one
		policy = policy.Broken(model.Why{Reason: model.NotReturned, Detail: "the topic's policy"})
	}
	t.HearsAlarms, t.HeardAlarms = form.HearsAlarms(policy, form.Home{Account: t.Account, Region: t.Region})
	isFree := model.Known(!strings.HasSuffix(key, "alias/aws/sns"))
	t.HearsAlarms = model.Every(isFree, t.HearsAlarms)
	t.HearsBudgets = model.Every(isFree, form.Admits(policy, form.Budgets, form.Publish))
}
