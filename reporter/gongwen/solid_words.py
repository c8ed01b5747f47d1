"""Words of official titles, so that a title is not broken inside one.

A title is made of a few hundred words and of names. The words are listed here; names (of places, offices, programmes)
no list can hold, so characters between known words stay together. A long word counts as one, not as the words in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..records import value

_LIST = """
关于 印发 转发 批转 下发 发布 公布 调整 成立 设立 撤销 召开 举办 开展 做好 加强 加快 推进 推动 促进 深化 完善 健全 建立
规范 落实 贯彻 贯彻落实 组织 实施 执行 报送 上报 填报 申报 通报 表彰 表扬 奖励 处理 同意 批准 给予 授予 任免 任命 聘任
请示 批复 答复 进一步 全面 深入 切实 扎实 持续 统筹 优化 提升 提高 改进 强化 巩固 拓展 保障 防范 化解 整治 整改 治理
清理 排查 检查 督查 督办 督促 督导 考核 考评 评估 评价 评议 测评 验收 审计 监督 监管 管理 指导 服务 协调 配合 牵头 负责
承担 参与 支持 鼓励 引导 规划 通知 通报 公告 通告 决定 意见 报告 请示 批复 函 纪要 议案 公报 命令 决议 办法 规定 规则
细则 条例 方案 计划 要点 规程 准则 制度 机制 体系 体制 标准 指南 清单 目录 名单 台账 明细 汇总 汇总表 一览表 表格 附表
附件 材料 文件 资料 档案 信息 数据 情况 结果 政务 公开 政务公开 信息公开 政府信息 主动 依申请 重点 重点领域 领域 工作
目标 任务 分解 分工 责任 责任制 责任书 实施细则 实施方案 实施意见 实施办法 工作方案 工作计划 工作要点 工作报告 工作总结
总结 自查 自评 年度 季度 月度 半年 全年 本年度 上半年 下半年 阶段 第一季度 第二季度 第三季度 第四季度 一季度 二季度
三季度 四季度 进展 进度 完成 完成情况 落实情况 贯彻落实情况 执行情况 进展情况 有关 相关 若干 其他 事项 问题 要求 社会
事业 经济 技术 开发区 开发 经济技术开发区 示范区 新区 园区 高新区 社会事业 社会事业局 发展 改革 财政 教育 民政 卫生
健康 计生 人口 文化 体育 旅游 民族 宗教 文化体育 广播 电视 科技 科学 人才 人事 人力 资源 人力资源 社会保障 就业 创业
医疗 医保 药品 食品 安全 生产 安全生产 消防 应急 救援 救助 救灾 减灾 扶贫 脱贫 攻坚 脱贫攻坚 乡村 振兴 农业 农村 水利
交通 运输 住房 城乡 人力资源和社会保障局 住房和城乡建设局 建设 城市 环境 环保 保护 生态 生态环境 自然 自然资源 国土
规划 工业 信息化 商务 外事 投资 招商 招标 投标 招标投标 采购 项目 重大 重大项目 工程 公共 公共文化 公共服务 公益
公益事业 慈善 福利 养老 老年人 儿童 妇女 残疾人 未成年人 青少年 学校 学生 教师 幼儿园 义务教育 义务 职业 高等 医院 疾病
疾控 预防 控制 中心 疾控中心 监督所 办公室 办公厅 国务院 国务院办公厅 省政府 市政府 区政府 人民政府 政府 党委 党组
党工委 管委会 管理委员会 委员会 党政 党政办公室 领导 领导小组 小组 组成 人员 成员 成员单位 单位 部门 处室 机关 干部
职工 党员 党建 党风 廉政 廉洁 作风 纪律 纪检 监察 巡察 巡视 法治 依法 行政 依法行政 执法 行政执法 审批 许可 行政许可
行政审批 权力 职责 职能 转变 放管服 营商 营商环境 互联网 网站 平台 系统 网络 媒体 新闻 宣传 舆情 回应 解读 政策
政策解读 决策 预算 决算 资金 经费 专项 专项资金 补助 补贴 收费 价格 税收 国有 国有资产 资产 企业 社会组织 组织 机构
编制 岗位 设置 公务员 事业单位 会议 精神 讲话 学习 培训 教育 活动 竞赛 比赛 调研 座谈 座谈会 工作会议 电视电话 会议纪要
办公会议 局长 区长 市长 省长 主任 书记 主要 主要负责人 负责人 同志 先进 集体 个人 先进集体 先进个人 优秀 印章 启用 更名
变更 迁址 放假 安排 节假日 春节 国庆节 劳动节 中秋节 端午节 清明节 元旦 值班 防汛 抗旱 疫情 防控 疫情防控 稳定 信访
维稳 矛盾 纠纷 调解 平安 综治 江苏省 江苏 淮安 淮安市 南京市 省级 市级 区级 县级 经济普查 街道 街道办事处 办事处 社区
居民 群众 农民 基层 试点 示范 创建 文明 文明城市 卫生城市 双拥 统计 普查 调查 监测 逾期 未完成 未报送 逾期未完成
任务清单 任务分解 得分 得分表 得分明细 考核得分 排名 排名表 名次 等次 催办 督办通知单 通知单 考核结果 考核报告 年度考核
考核办法 目标管理 绩效 绩效考核 奖惩 问责 追究 责任追究 征求 征求意见 征求意见稿 意见稿 试行 暂行 修订 废止 失效
目标任务 重点工作 推进情况 运行 运行情况 分析 对照 措施 整改措施 建议 提案 议案 建议提案 办理 答复 依据 流程 程序 手册
汇编 发送 移交 交办 认定 核定 核查 核实 整理 梳理 备案 登记 注册 年检 年报
传播 素材 推广 普及 弘扬 传承 品牌 形象 文艺 演出 展览 展示 展演 图书 图书馆 博物馆 档案馆 场馆 场所 设施 设备 器材
物资 车辆 公务 公车 用车 接待 差旅 出差 出国 出境 因公 培养 选拔 招聘 招生 录取 录用 聘用 晋升 职称 评审 评选 评定
评比 推荐 遴选 选派 选调 挂职 借调 退休 离休 工资 薪酬 津贴 休假 考勤 请假 履职 述职 竞聘 大赛 联赛 论坛 峰会 研讨
研讨会 交流 合作 对接 协作 协议 合同 签订 签约 履约 违约 续签 租赁 出租 出售 转让 划拨 划转 接收 调拨 配置 配备 配套
更新 改造 扩建 新建 翻新 修缮 维修 维护 养护 保养 保洁 绿化 美化 亮化 净化 垃圾 分类 污水 污染 排放 节能 减排 低碳
能源 电力 供电 供水 供热 供气 燃气 煤气 自来水 用水 用电 管网 管道 道路 公路 铁路 桥梁 隧道 航空 港口 码头 物流 快递
邮政 通信 通讯 电信 宽带 终端 软件 硬件 数字 数字化 智能 智慧 智能化 数据库 云平台 大数据 人工智能 信息系统 网络安全
保密 涉密 泄密 密码 电子 电子政务 门户 门户网站 公众 公众号 微信 微博 短信 热线 电话 邮箱 投诉 举报 受理 查处 立案
调处 仲裁 诉讼 复议 听证 裁决 处罚 处分 警告 记过 撤职 开除 免职 辞职 辞退 解聘 解除 终止 中止 暂停 恢复 延期 延长
缩短 提前 推迟 调休 补休 加班 值守 巡查 巡逻 巡检 抽查 抽检 检验 检测 检疫 防疫 疫苗 接种 消毒 消杀 隔离 救治 诊疗
诊断 护理 康复 体检 献血 无偿 捐赠 捐款 募捐 志愿 志愿者 志愿服务 义工 公民 市民 村民 居委会 村委会 业主 物业 小区
楼宇 房屋 住宅 公寓 宿舍 食堂 餐饮 食品药品 药店 市场 市场监管 商场 超市 农贸 批发 零售 消费 消费者 维权 知识 产权
知识产权 专利 商标 版权 标准化 质量 计量 认证 认可 资质 资格 证书 证照 执照 许可证 身份证 户籍 户口 婚姻 出生 死亡
殡葬 祭扫 英烈 烈士 退役 军人 征兵 民兵 国防 优抚 安置 社保 养老保险 失业 工伤 生育 保险 理赔 贷款 信贷 融资 金融
银行 证券 债券 债务 税务 纳税 发票 财务 会计 出纳 报销 核算 结算 清算 估价 拍卖 竞价 询价 报价 比选 磋商 谈判 供应商
承包 分包 监理 设计 勘察 施工 工地 工期 竣工 开工 复工 停工 停产 复产 投产 产业 产业链 产业园 工业园 集群 龙头 骨干
中小 小微 民营 外资 外贸 出口 进口 口岸 海关 跨境 电商 展会 博览会 招商引资 落地 入驻 孵化 孵化器 众创 创客 创新
成果 转化 研发 科研 课题 论文 学术 学科 专业 课程 教材 教学 教研 教改 教务 学籍 学位 学历 毕业 毕业生 新生 本科 专科
研究生 博士 硕士 导师 辅导员 班主任 班级 年级 家长 校园 校区 校友 校庆 开学 放学 寒假 暑假 考试 测试 测验 成绩 考务
考点 监考 阅卷 查分 补考 补习 奖学金 助学金 助学 资助 贫困 困难 帮扶 结对 驻村 工作队 第一书记 产业扶贫 农户 农机
种植 养殖 畜牧 兽医 水产 渔业 林业 森林 草原 湿地 河湖 河长 湖长 水库 堤防 灌溉 节水 粮食 储备 耕地 农田 土地 征地
拆迁 征收 补偿 隐患 风险 危险 危化品 爆炸 火灾 地震 气象 灾害 台风 暴雨 洪涝 干旱 寒潮 预警 预案 演练 疏散 避险 转移
抢险 抢修 善后 事故 责任人 当事人 法人 法人代表 代表 代表大会 委员 常委 常务 全会 换届 选举 投票 表决 候选人 党代会
人大 政协 人民代表大会 团委 团员 共青团 工会 妇联 工商联 科协 文联 残联 红十字 宗旨 使命 初心 主题教育 专题 专题会议
专题研究 组织生活 民主 民主生活会 批评 自我批评 谈心 谈话 约谈 提醒 函询 诫勉 通气会 部署 部署会 推进会 动员 动员会
誓师 启动 启动仪式 仪式 开幕 闭幕 庆祝 纪念 慰问 走访 看望 茶话会 联谊 文化节 艺术节 运动会 体育节 读书 阅读 征文
演讲 朗诵 摄影 书法 绘画 歌曲 舞蹈 合唱 比武 技能 技术比武 劳动 劳模 工匠 标兵 模范 道德 道德模范 好人 榜样 典型
案例 经验 做法 简报 专报 快报 动态 摘要 综述 白皮书 蓝皮书 年鉴 志书 地方志 编纂 编写 撰写 起草 校对 印刷 出版 发行
订阅 报刊 杂志 刊物 栏目 频道 节目 直播 录播 视频 音频 图片 照片 海报 展板 标语 口号 标识 标志 徽章 旗帜 国旗 升旗
"""
_WORDS = frozenset(_LIST.split())
_SEATS = frozenset(("江苏省", "江苏", "淮安市", "淮安", "南京市"))
_NAME_ENDS = "局处室办委厅部区市县省镇乡村院校所站队科股组会司署馆"
_FIXED = re.compile(
    r"《[^》]*》|“[^”]*”|[（(][^（）()]*[）)]|〔[^〕]*〕\s*[0-9　]*号?|"
    r"第?[0-9０-９.,%％—–-]+(?:年度|年底|季度|个月|[年月日号期次届批件项条个名家人万亿元%％级])*|"
    r"第?[一二三四五六七八九十]+(?:季度|个月|[年月日号期次届批件项条个])|[A-Za-z][A-Za-z0-9.+#-]*"
)


@value
class Segment:
    """A stretch that a title does not break; `known`: its ends are certainly ends of words."""

    text: str
    known: bool


def segments(text: str) -> list[Segment]:
    """`text` as a sequence of stretches between which, not within which, a title may be broken.

    A stretch is a known word, a 《title》, “quotation” or （bracket）, a number with its unit, or all the characters
    between two of these, which may be a name. Put together they are `text` again.

    >>> [item.text for item in segments("关于做好2018年第三季度统计工作的通知")]
    ['关于', '做好', '2018年', '第三季度', '统计', '工作', '的', '通知']
    """
    found: list[Segment] = []
    start = 0
    for match in _FIXED.finditer(text):
        found.extend(_cut(text[start : match.start()]))
        found.append(Segment(match[0], True))
        start = match.end()
    found.extend(_cut(text[start:]))
    return _with_name_ends(found)


def is_one(word: str) -> bool:
    """Whether a stretch of Hanzi is one word that nothing may part: two or three characters long, 传播, 责任制.

    >>> is_one("传播"), is_one("贯彻落实"), is_one("2018年")
    (True, False, False)
    """
    return word in _WORDS and 1 < len(word) < 4


_LONGEST = max(map(len, _WORDS))
_PARTICLES = frozenset("的和与及或暨等在对向为以按将并、，；：·")


@lru_cache(maxsize=256)
def _cut(text: str) -> tuple[Segment, ...]:
    """A piece of text as known words and unknown stretches, with as few pieces as possible.

    A word of the list and a particle cost 1, any other single character 4: so as much as possible is covered by words,
    and by long ones. best[n] is the least cost of the first n characters and where the last of their pieces begins.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(text) + 1):
        choices = [(best[stop - 1][0] + (1.0 if text[stop - 1] in _PARTICLES else 4.0), stop - 1)]
        choices += [
            (best[start][0] + 1.0, start)
            for start in range(max(0, stop - _LONGEST), stop - 1)
            if text[start:stop] in _WORDS
        ]
        best.append(min(choices))
    cuts, stop = [], len(text)
    while stop:
        start = best[stop][1]
        cuts.append(text[start:stop])
        stop = start
    found: list[Segment] = []
    for piece in reversed(cuts):
        known = len(piece) > 1 or piece in _PARTICLES
        if not known and found and not found[-1].known:
            found[-1] = Segment(found[-1].text + piece, False)
        else:
            found.append(Segment(piece, known))
    return tuple(found)


def _with_name_ends(found: list[Segment]) -> list[Segment]:
    """「社会事业」「局」 is one name: a lone 局, 处, 办 … goes with what stands before it; so is 「淮安」「开发区」."""
    merged: list[Segment] = []
    for item in found:
        if merged and not item.known and item.text[0] in _NAME_ENDS and merged[-1].text not in _PARTICLES:
            merged[-1] = Segment(merged[-1].text + item.text, len(item.text) == 1)
        elif merged and merged[-1].text in _SEATS and item.text[-1] in _NAME_ENDS:
            merged[-1] = Segment(merged[-1].text + item.text, item.known)
        else:
            merged.append(item)
    return merged
